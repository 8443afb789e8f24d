/** A share as people say it, as 87 %. */
export const percentText = (share: number): string => `${Math.round(share * 100)} %`;
