// The part of cli-progress that is used here; the package brings no types.
declare module 'cli-progress' {
  namespace cliProgress {
    interface Options {
      stream?: NodeJS.WriteStream;
      /** `{bar}` and names of the payload are filled in. */
      format?: string;
      barsize?: number;
      hideCursor?: boolean;
      /** A total of 0 is an empty bar. */
      emptyOnZero?: boolean;
    }
    interface Bar {
      setTotal(total: number): void;
      update(value: number, payload: Record<string, string>): void;
    }
    class MultiBar {
      constructor(options: Options);
      create(total: number, startValue: number, payload: Record<string, string>): Bar;
      stop(): void;
    }
  }
  export default cliProgress;
}
