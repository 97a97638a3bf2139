import { readFileSync } from 'node:fs'
import { releaseNotes } from './changelog.ts'

/**
 * Checks that a tag is that of the version in package.json, and prints what the changelog says of it:
 *
 *     node scripts/release-notes.ts v1.2.3
 */
const [tag = ''] = process.argv.slice(2)
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
try {
  if (tag !== `v${version}`)
    throw new Error(`the tag is "${tag}", and package.json has version ${version}: tag v${version}`)
  process.stdout.write(`${releaseNotes(version, readFileSync('CHANGELOG.md', 'utf8'))}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
