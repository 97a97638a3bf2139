import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { syntheticFolder } from '../../models/cache.ts'
import { splitPlace } from '../../models/gguf/split-parts.ts'
import { cachedRepositories } from '../../models/hub-cache/cached-repositories.ts'
import { commitOf, filesBelow } from '../../models/hub-cache/find-cached.ts'
import { mainRevision, snapshotFolder } from '../../models/hub-cache/layout.ts'
import { readableCaches } from '../../models/hub-cache/place.ts'
import { factsOf, type ListedModel, listedModel } from './listed-model.ts'
import type { ProjectModels } from './project-models.ts'

/** The models of the registry, and behind them all others that are in the caches. */
export async function listModels(project: ProjectModels): Promise<ListedModel[]> {
  const registered = await Promise.all(
    Object.keys(project.registry).map(async (name) => await listedModel(name, project)),
  )
  const paths = new Set(registered.map(({ path }) => path))
  const others = await Promise.all([
    ...readableCaches().flatMap(inHubCache),
    ...inSyntheticCache(syntheticFolder(project.cacheDirectory)),
  ])
  return [...registered, ...others.filter(({ path }) => path !== null && !paths.has(path))]
}

/** A model that no registry names. */
async function undeclared(spec: string, source: ListedModel['source'], path: string): Promise<ListedModel> {
  return { name: null, license: null, tags: [], spec, source, ...(await factsOf(path, source)) }
}

function inHubCache(cache: string): Promise<ListedModel>[] {
  return cachedRepositories(cache).flatMap(({ folder, user, repo }) =>
    commitsOf(folder).flatMap(({ commit, suffix }) => {
      const snapshot = snapshotFolder(folder, commit)
      return filesBelow(snapshot)
        .filter((file) => /\.gguf$/i.test(file) && (splitPlace(file)?.part ?? 1) === 1)
        .map(async (file) => await undeclared(`hf:${user}/${repo}/${file}${suffix}`, 'hf', join(snapshot, file)))
    }),
  )
}

/** The commits of which there are files: that of the main branch by no name, others by their own. */
function commitsOf(folder: string): { commit: string; suffix: string }[] {
  const main = commitOf(folder, mainRevision)
  return namesIn(join(folder, 'snapshots')).map((commit) => ({ commit, suffix: commit === main ? '' : `#${commit}` }))
}

function inSyntheticCache(folder: string): Promise<ListedModel>[] {
  return namesIn(folder).flatMap((name) => {
    const { shape, quantization, seed } =
      /^(?<shape>[\w.-]+)-(?<quantization>[A-Z\d_]+)-seed(?<seed>\d+)-v\d+\.gguf$/.exec(name)?.groups ?? {}
    if (shape === undefined) return []
    const spec = `synthetic:${shape}@${quantization}${seed === '0' ? '' : `#${seed}`}`
    return [undeclared(spec, 'synthetic', join(folder, name))]
  })
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).toSorted() : []
}
