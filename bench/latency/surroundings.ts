const QUIET = 1;

/** What must be known of a run to read its figures: whether others worked on the machine, and whether folders were new. */
export const surroundingsNotes = ({
  load,
  folders,
}: {
  /** Load average before the run. */
  readonly load: number;
  readonly folders: 'new' | 'kept';
}): readonly string[] => [
  ...(load > QUIET
    ? [
        `The machine was busy (load average ${load.toFixed(1)} before the run): times are longer than on a quiet one, ratios between parts measured minutes apart are uncertain, and a verdict "not met" may be the load's.`,
      ]
    : []),
  ...(folders === 'kept'
    ? ['Data folders of earlier runs were used again: what those wrote lies in the index in many small pieces.']
    : []),
];
