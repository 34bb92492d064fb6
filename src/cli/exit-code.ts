/** What the process tells its caller. */
export const exitCodes = {
  fine: 0,
  /** The source has errors. */
  source: 1,
  /** The command line is wrong. */
  usage: 2,
  /** The source is sound, and a policy, a test or a verification failed. */
  policy: 3,
  /** A file, folder or service outside the project's control got in the way. */
  environment: 4,
  /** A bug of ours. */
  bug: 70,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
