/**
 * A setting that cannot be used: one sentence says what is wrong with which variable, the next what is allowed. The
 * message never holds the value of a secret.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** The variable of the setting, e.g. `TMWS_IDLE_EXIT`. */
  readonly variable: string;

  constructor(variable: string, message: string) {
    super(message);
    this.variable = variable;
  }
}
