import type { PlaceRecord } from '../record/place.ts'

/** The project a test belongs to, and the blob report it goes into or came in. */
export type ProjectPlace = Pick<PlaceRecord, 'project' | 'blob'>

/** Name Vitest gives the project in which the benches of a project run: `web (bench)`, or `bench` alone. */
const benchProject = /^(?:(.*) \(bench\)|bench)$/

/**
 * The place of a test among projects and shards. The benches of a project are of that project.
 * @param name of the project, as Vitest tells it
 * @param meta of the file's task: Vitest keeps the label there on its way through blobs
 */
export function projectPlace(name: string | undefined, meta: object): ProjectPlace {
  const match = benchProject.exec(name ?? '')
  const { __vitest_label__: label } = meta as { readonly __vitest_label__?: unknown }
  return { project: match === null ? (name ?? '') : (match[1] ?? ''), blob: typeof label === 'string' ? label : null }
}
