import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { CachedModel } from '../../../src/models/hub-cache/find-cached.ts'
import { haveModel } from '../../../src/models/hub/have-model.ts'
import { pullModel, type PullOptions } from '../../../src/models/hub/pull.ts'
import { hubSettings } from '../../../src/models/hub/settings.ts'
import { parseHuggingFaceSpec } from '../../../src/models/hugging-face-spec.ts'

/** Contents that begin as a model does, and are so many bytes. */
export function contents(bytes: number): Buffer {
  return Buffer.concat([Buffer.from('GGUF'), randomBytes(bytes - 4)])
}

/** Options of a download, and what its hub is asked with. */
export interface MorePullOptions extends Partial<PullOptions> {
  readonly token?: string
  readonly mirrors?: readonly string[]
  readonly patienceMs?: number
}

/** Options of a download from a hub of this machine into a cache below a folder. */
export function pullOptions(folder: string, url: string, spec: string, more: MorePullOptions = {}): PullOptions {
  const { token, mirrors = [], patienceMs = 1000, ...options } = more
  const environment = { HF_ENDPOINT: url, ...(token === undefined ? {} : { HF_TOKEN: token }) }
  const hub = { ...hubSettings(mirrors, { environment, home: folder }), patienceMs }
  return { cache: join(folder, 'hub'), hub, spec, pins: null, maxBytes: null, ...options }
}

/** Pulls a model from a hub of this machine. */
export async function pulled(folder: string, url: string, spec: string, more?: MorePullOptions): Promise<CachedModel> {
  return await pullModel(parseHuggingFaceSpec(spec), pullOptions(folder, url, spec, more))
}

/** As {@link pulled}, but a model that is there already is taken as it is. */
export async function had(folder: string, url: string, spec: string, more?: MorePullOptions): Promise<CachedModel> {
  return await haveModel(parseHuggingFaceSpec(spec), pullOptions(folder, url, spec, more))
}
