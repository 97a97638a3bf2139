import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type HubRepository, repositoryOf } from './layout.ts'

/** A repository in a cache. */
export interface CachedRepository extends HubRepository {
  readonly folder: string
}

/** The repositories of models in a cache, by name; none where there is no cache. */
export function cachedRepositories(cache: string): CachedRepository[] {
  return entriesOf(cache)
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const repository = repositoryOf(name)
      return repository === null ? [] : [{ ...repository, folder: join(cache, name) }]
    })
    .toSorted((one, other) => (one.folder < other.folder ? -1 : 1))
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
