import type { LlmBenchError } from '../../errors.ts'
import type { MemoryPeaks } from '../../machine/meters/memory-peaks.ts'
import type { LoadFacts } from '../router/watched-driver.ts'
import type { OriginFacts } from './endpoint-facts.ts'
import type { ResolvedEndpoint } from './resolve-endpoint.ts'

/** Facts of an endpoint beyond its address: of one that was started here, more are known. */
export interface EndpointOrigin extends OriginFacts {
  /** Forgets the memory seen so far, called before each run; `args` as of {@link EndpointOrigin.peaks}. */
  readonly forgetMemory: (args?: readonly string[]) => Promise<void>
  /** Highest memory of the server since then, or of its processes that have these arguments; null: not to be seen. */
  readonly peaks: (args?: readonly string[]) => Promise<MemoryPeaks | null>
  /** Settles with the reason when the server, started here, is gone; null where nobody would know. */
  readonly gone: (() => Promise<LlmBenchError>) | null
  /** Life of the server that was started here; null where nobody here can start it. */
  readonly life: ServerStarts | null
  /** The load of the model that was asked for here, told to one run as of now; absent where nobody asks for loads. */
  readonly takeLoad?: () => LoadFacts | null
}

/** A server that can be started again, at another address then. */
export interface ServerStarts {
  /** The server that runs now: this one, or what was started in its place by whoever uses it too. */
  readonly current: () => Promise<StartedEndpoint>
  /** Ends this one, unless others use it, and starts another. */
  readonly relaunch: () => Promise<StartedEndpoint>
  /** Says that it serves a run now; true where none was before. */
  readonly take: () => boolean
}

/** A server that was started here, and its address. */
export interface StartedEndpoint {
  readonly endpoint: ResolvedEndpoint
  readonly origin: EndpointOrigin
}

/** An endpoint that somebody else runs. */
export const foreignEndpoint: EndpointOrigin = {
  kind: 'endpoint',
  program: null,
  provenance: 'measured',
  known: {},
  startupMs: null,
  local: false,
  forgetMemory: async () => {},
  peaks: async () => null,
  gone: null,
  life: null,
}
