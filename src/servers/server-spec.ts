import { createHash } from 'node:crypto'

/** Text that stands for the chosen port in arguments, environment values and the address of a {@link ServerSpec}. */
export const PORT_PLACE = '{port}'

/** Places where a program is looked for besides PATH, which both leave out when an option names the file. */
export interface BinaryPlaces {
  /** Environment variable that names the file; null for none. */
  readonly variable: string | null
  /** Path below the cache folder, without `.exe`; null for none. */
  readonly cached: string | null
}

/** A Python module that is the program, and the arguments with which a Python runs it. */
export interface PythonModule {
  readonly name: string
  readonly args: readonly string[]
}

/** Ways to get the program, one line a platform. */
export interface InstallHint {
  readonly darwin: string
  readonly linux: string
  readonly win32: string
}

/**
 * Way to find out the version: by running the program, by asking the running server, or by the
 * `system_fingerprint` of the answer that ends its start.
 */
export type VersionProbe =
  | { readonly by: 'arguments'; readonly args: readonly string[]; readonly pattern: string }
  | { readonly by: 'http'; readonly path: string; readonly field: string }
  | { readonly by: 'fingerprint'; readonly pattern: string }

/** A list of models a ready server is asked for, in the shape of Ollama's `/api/tags`. */
export interface RequiredModel {
  readonly path: string
  readonly name: string
  /** Way out where the model is not in the list. */
  readonly hint: string
}

/** A request whose answer ends the start, for servers that load their model at the first one. */
export interface Preload {
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Servers whose Prometheus metrics are understood. */
export type MetricsKind = 'llama-server' | 'vllm' | 'sglang'

/** An inference server to be started, as plain data: it may cross a process boundary. */
export interface ServerSpec {
  /** Name in messages: `llama-server`, `vllm`, … */
  readonly name: string
  /** Program: a name to look up, or a path. */
  readonly command: string
  readonly places: BinaryPlaces
  /** Module that a Python on PATH may have where the program is not on it; null for none. */
  readonly module: PythonModule | null
  /** Arguments; `{port}` is replaced by the port. */
  readonly args: readonly string[]
  /** Variables added to this process's environment; `{port}` is replaced by the port. */
  readonly env: Readonly<Record<string, string>>
  /** Working folder; null for this process's. */
  readonly cwd: string | null
  /** Base address of its API, with `{port}`. */
  readonly url: string
  /** Path that answers 200 when the server is ready. */
  readonly healthPath: string
  readonly readyTimeoutMs: number
  /** Files it cannot start without; a changed one means another server. */
  readonly files: readonly string[]
  /** Model name that requests are to carry; null where none is known. */
  readonly model: string | null
  readonly requiredModel: RequiredModel | null
  readonly preload: Preload | null
  /** `platform-arch` pairs it exists for, as Node names them; null for all. */
  readonly platforms: readonly string[] | null
  readonly metrics: MetricsKind | null
  readonly version: VersionProbe | null
  /** Settings that decide its speed, as far as they were given; by the names of a target's configuration. */
  readonly settings: Readonly<Record<string, string | number | boolean>>
  readonly installHint: InstallHint
  /** Digest of all of the above: equal specs can share one running server. */
  readonly key: string
}

/** A spec with its key. The key is a digest because environment and arguments may hold secrets. */
export function withKey(parts: Omit<ServerSpec, 'key'>): ServerSpec {
  return { ...parts, key: createHash('sha256').update(JSON.stringify(parts)).digest('hex') }
}
