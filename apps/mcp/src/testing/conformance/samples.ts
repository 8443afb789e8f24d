/** What each tool and prompt says of itself; the suite wants every one to say something. */
export const FIXTURE = { description: 'A fixture of the conformance suite.' } as const;

/** One red pixel, as PNG in base64. */
export const RED_PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQI12P4z8DwHwAFAAH/VscvDQAAAABJRU5ErkJggg==';

/** A WAV without samples, in base64. */
export const SILENCE = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';
