import { expandPath } from '../../models/home-path.ts'

/** A model that a server is to serve. */
interface ServedModel {
  /** Name on a hub, or an absolute path. */
  readonly model: string
  /** Folders that must be there; empty for a name on a hub. */
  readonly files: readonly string[]
}

/** The beginning of a path, which no name on a hub has; a path of Windows, too. */
const isPath = /^(?:\.{0,2}[/\\]|~|[a-zA-Z]:[/\\])/

/**
 * Tells a local folder from a name on a hub, which is `owner/name`: a server would look for a folder that is not
 * there on the hub, for minutes.
 */
export function localModel(model: string, cwd: string | undefined): ServedModel {
  const named = /^[\w.-]+(?:\/[\w.-]+)?$/.test(model)
  if (!isPath.test(model) && (named || !/[/\\]/.test(model))) return { model, files: [] }
  const path = expandPath(model, cwd ?? process.cwd())
  return { model: path, files: [path] }
}
