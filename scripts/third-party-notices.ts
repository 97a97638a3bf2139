import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { markdownTable } from 'markdown-table'
import type { InstalledPackage } from './installed-licences.ts'

/** Names under which packages keep their terms; a NOTICE has to travel with an Apache licence. */
const termsFile = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i

/**
 * Folders of the packages that modules of a bundle were read from, each once, in order.
 *
 * @param moduleIds paths as the bundler gives them; those outside of node_modules are ours
 */
export function packageFolders(moduleIds: Iterable<string>): string[] {
  const folders = [...moduleIds].flatMap((id) => {
    const path = id.replaceAll('\\', '/').replace(/^\0/, '').replace(/\?.*$/, '')
    return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []
  })
  return [...new Set(folders)].toSorted()
}

/**
 * The page that carries the terms of what is bundled, whose licences ask to travel with every copy,
 * and lists what is installed beside it, each with its own.
 *
 * @param folders of the bundled packages
 * @throws Error naming the package whose folder holds no licence text
 */
export function thirdPartyNotices(folders: readonly string[], installed: readonly InstalledPackage[]): string {
  const parts = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      name: string
      version: string
      license?: string
    }
    const terms = termsIn(folder)
    if (terms.length === 0) {
      throw new Error(`${name} is bundled, and ${folder} holds no licence text: make it a dependency instead`)
    }
    return [`## ${name} ${version}`, `License: ${license ?? 'see below'}`, ...terms.map(fenced)].join('\n\n')
  })
  const page = [
    '# Third-party notices',
    'Files of this package contain code of these others.',
    ...parts,
    '## Installed with this package',
    'Packages of their own, in the versions that this release was tested with; each carries its terms.',
    licenceTable(installed),
  ]
  return `${page.join('\n\n')}\n`
}

function licenceTable(installed: readonly InstalledPackage[]): string {
  const rows = installed.map(({ name, version, license }) => [name, version, license ?? 'see the package'])
  return markdownTable([['package', 'version', 'license'], ...rows])
}

function termsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => termsFile.test(name))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
    .filter((text) => text !== '')
}

/** Licences are plain text, or Markdown of their own; they are shown as they are. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text}\n${fence}`
}
