// As much of Pyodide as is used here.

/** A Python object that JavaScript holds. */
export interface PyBytes {
  toJs(): Uint8Array<ArrayBuffer>;
}

export interface FileSystem {
  mkdirTree(path: string): void;
  writeFile(path: string, data: Uint8Array, options: {canOwn: boolean}): void;
}

/** The project, as `bridge/running_project.py` has it: values cross the border as JSON and bytes. */
export interface RunningProject {
  restore(jar: string, gone: string, files: [name: string, data: Uint8Array][]): void;
  start(): void;
  serve(): void;
  answer(
    request: string,
    body: Uint8Array | undefined,
    head: (json: string, beginning: PyBytes) => void,
    part: (data: PyBytes) => void,
  ): void;
  run(source: string): string;
  enter(statements: string): string;
  send(text: string): string;
  command(line: string): string;
  differing(kind: string, printed: string, answers: string): string;
  run_separately(line: string): string;
  files(): string;
  read(name: string): string;
  edit(name: string, text: string | null): string;
  edited(): string;
  archive(): PyBytes;
  save(each: (name: string, data: PyBytes) => void): string;
}

/** As much of what Emscripten makes: functions of C that Python has. */
export interface Module {
  HEAP32: Int32Array;
  HEAPU8: Uint8Array;
  _emscripten_stack_get_base(): number;
  _PyThreadState_Get(): number;
  growMemory(size: number): void;
  _PyUnstable_ThreadState_SetStackProtection(state: number, start: number, size: number): number;
}

export interface Pyodide {
  FS: FileSystem;
  runPython(source: string): unknown;
  pyimport<Name extends keyof Modules>(name: Name): Modules[Name];
}

/** What the bridge calls. */
export interface Page {
  fetchLater: (url: string) => null;
  setZone: (name: string, standard: string, summer: string) => null;
  showLetter: (json: string) => null;
}

/** What is imported of the bridge. */
export interface Modules {
  "bridge.running_project": {
    RunningProject: (
      options: string,
      fetch: Page["fetchLater"],
      setZone: Page["setZone"],
      showLetter: Page["showLetter"],
    ) => RunningProject;
  };
  "bridge.kept_memory": {
    create(options: string, page: Page): RunningProject;
    prepare(project: RunningProject): void;
    resume(options: string): RunningProject;
  };
}

/** A Python whose memory can be kept. */
export interface Keepable extends Pyodide {
  loadedPackages: Record<string, string>;
  makeMemorySnapshot(options: {serializer: (held: unknown) => unknown}): Uint8Array<ArrayBuffer>;
}

/** What `pyodide.mjs` exports. */
export interface Loader {
  loadPyodide(options: object): Promise<Pyodide & {_module: Module}>;
}

/** What `pyodide.asm.mjs` exports. */
export interface Engine {
  default: (settings: object) => Promise<Module>;
}
