import type { ListedServer, ServerCall } from '../../scripts/real-servers/server-call.ts'
import type { CheckName } from './checks.ts'

/** Things that a case needs to be started. */
export interface CaseContext {
  /** Program of a server. */
  readonly program: (name: ListedServer) => string
  /** Folder of the project, with the files of the case. */
  readonly folder: string
  /** Base addresses of mock servers that it stands before. */
  readonly behind: readonly string[]
  /** A port that is free, for what is no API. */
  readonly freePort: number
}

/** Text that stands for the base address of what a server stands before, and for its origin. */
export const backendPlaces = { url: '{backend}', origin: '{backend origin}' }

/** A real server, and what is known of it. */
export interface ServerCase {
  readonly title: string
  /** Servers that it takes, itself first. */
  readonly needs: readonly ListedServer[]
  /** Whether it is tried only where it is named. */
  readonly onlyNamed?: true
  /** Number of mock servers that it stands before: it then answers as they do. */
  readonly mocks?: number
  /** The server with the real model that it stands before; {@link backendPlaces} in its call are replaced. */
  readonly backend?: (context: CaseContext) => ServerCall
  readonly start: (context: CaseContext) => ServerCall
  readonly files: Readonly<Record<string, string>>
  /**
   * Where it tells its own time per output token: `timings` in its answers, `metrics`, `log` (Ollama passes on what
   * its llama-server writes there), or nowhere. A server that stands before another has the other's metrics.
   */
  readonly tells: 'timings' | 'metrics' | 'log' | 'nothing'
  /** Whether it has counters of its own work that are known here. */
  readonly counts: boolean
  /** Whether it tells how many input tokens were cached. */
  readonly tellsCached: boolean
  /** Checks that it cannot pass, each with the reason. */
  readonly lacks: Readonly<Partial<Record<CheckName, string>>>
}
