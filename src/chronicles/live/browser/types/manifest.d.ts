// What the manifest of a state says: `chronicles.live.manifests` writes it.

/** Many files in one, and the folder that they are unpacked to. */
export interface Pack {
  url: string;
  to: string;
  bytes?: number;
  sha256?: string;
  when?: "boot" | "later";
  modules?: string[];
}

/** Where static files are: `url` is what their addresses in the project begin with, `files` has folders. */
export interface Statics {
  url: string;
  files: Record<string, string>;
}

export interface Manifest {
  state: string;
  title: string;
  /** Of Django; another project has an `application`, or none that answers requests. */
  settings: string | null;
  application: string | null;
  root: string;
  pyodide: string;
  packs: Pack[];
  static: Statics | null;
  download: number;
  /** Modules that packages require and that are not here, with the reason. */
  leftOut?: Record<string, string>;
  users?: [name: string, password: string][];
  build: string;
}
