/** A sort of file that is published, and the most files of it that can be meant. */
interface Kind {
  readonly paths: RegExp
  readonly most: number
}

/**
 * Everything a user needs, and nothing else: in particular no declarations of inner modules, no
 * source maps, and nothing of the folders that only this project works with.
 */
const kinds: readonly Kind[] = [
  { paths: /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md)$/, most: 5 },
  { paths: /^docs\/[^/]+\.md$/, most: 60 },
  { paths: /^docs\/pictures\/[^/]+\.png$/, most: 4 },
  { paths: /^schema\/[^/]+\.schema\.json$/, most: 5 },
  { paths: /^schema\/versions\/[^/]+\.schema\.json$/, most: 20 },
  { paths: /^dist\/THIRD-PARTY-NOTICES\.md$/, most: 1 },
  { paths: /^dist\/(?:src|fixtures|reporters)\/.+\.js$/, most: 25 },
  { paths: /^dist\/chunks\/[^/]+\.js$/, most: 280 },
  { paths: /^dist\/types\/[^/]+\.d\.ts$/, most: 20 },
]

/** Files that a package without them would be worth nothing, or not be allowed to be published. */
const needed = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'dist/THIRD-PARTY-NOTICES.md']

/**
 * What is wrong with the list of files that would be published.
 *
 * @param paths relative to the package, with `/`
 * @param declarations those of them that package.json names as types
 * @returns one sentence for each problem
 */
export function contentProblems(paths: readonly string[], declarations: readonly string[]): string[] {
  const missing = [...needed, ...declarations].filter((path) => !paths.includes(path))
  const rest = paths.filter((path) => !declarations.includes(path))
  const unknown = rest.filter((path) => kinds.every((kind) => !kind.paths.test(path)))
  const crowded = kinds.flatMap(({ paths: pattern, most }) => {
    const count = rest.filter((path) => pattern.test(path)).length
    return count > most ? [`the package contains ${count} files like ${pattern.source}: at most ${most} are meant`] : []
  })
  return [
    ...missing.map((path) => `the package lacks ${path}`),
    ...unknown.map((path) => `the package contains ${path}, which no user needs: see scripts/package-contents.ts`),
    ...crowded,
  ]
}
