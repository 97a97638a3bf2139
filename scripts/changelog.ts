/** A version's part of the changelog. */
interface Release {
  /** `1.2.3`, or `Unreleased`. */
  readonly name: string
  /** `2026-11-27`; null for what is not released. */
  readonly date: string | null
  readonly text: string
}

const heading = /^## (?<name>\d+\.\d+\.\d+(?:-[\w.]+)?|Unreleased)(?: - (?<date>\d{4}-\d{2}-\d{2}))?$/

/**
 * The parts of a changelog in the form of keepachangelog.com 1.1.0, newest first.
 *
 * @param text of CHANGELOG.md
 */
export function releases(text: string): Release[] {
  const parts = text.split(/^(?=## )/m).filter((part) => part.startsWith('## '))
  return parts.map((part) => {
    const [first = '', ...rest] = part.split('\n')
    const { name, date } = heading.exec(first.trimEnd())?.groups ?? {}
    if (name === undefined) {
      throw new Error(
        `CHANGELOG.md: "${first}" is no heading of a version: write "## 1.2.3 - 2026-11-27", or "## Unreleased"`,
      )
    }
    return { name, date: date ?? null, text: rest.join('\n').trim() }
  })
}

/**
 * What keeps a version from being published.
 *
 * @param version of package.json
 * @param text of CHANGELOG.md
 * @returns one sentence for each problem
 */
export function releaseProblems(version: string, text: string): string[] {
  const found = releases(text)
  const release = found.find(({ name }) => name === version) ?? found.find(({ name }) => name === 'Unreleased')
  if (release === undefined) return [`CHANGELOG.md says nothing of ${version}: add "## ${version}" or "## Unreleased"`]
  return release.text === '' ? [`CHANGELOG.md has nothing below "## ${release.name}"`] : []
}

/**
 * The notes of a release, for the page where it is announced.
 *
 * @param version as tagged, without the `v`
 * @param text of CHANGELOG.md
 * @throws Error where the changelog has no dated part of this version
 */
export function releaseNotes(version: string, text: string): string {
  const release = releases(text).find(({ name }) => name === version)
  if (release === undefined || release.date === null || release.text === '') {
    throw new Error(
      `CHANGELOG.md has no dated part of ${version}: add "## ${version} - <year>-<month>-<day>" with its changes`,
    )
  }
  return release.text
}
