import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData, type Package } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { packagesNamed } from './declared-imports.ts'
import { declaredEntries } from './declarations.ts'
import { installedPackages, licenceProblems } from './installed-licences.ts'
import { brokenLinks } from './markdown-links.ts'
import { packInto } from './pack.ts'
import { contentProblems } from './package-contents.ts'
import { releaseProblems } from './changelog.ts'
import { type Files, userTypeErrors } from './user-types.ts'

interface Manifest {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>
}

/**
 * Packs the package as it would be published, and reads it as users, their compilers and publint
 * and are-the-types-wrong do.
 */
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
const declarations = declaredEntries('.').map(({ types }) => types)
const folder = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-pack-'))
try {
  const packed = packInto(folder, { asBuilt: false })
  const tarball = readFileSync(packed.tarball)
  const content = createPackageFromTarballData(new Uint8Array(tarball))
  const published = textsOf(content)
  const problems = [
    ...(await publintProblems(tarball)),
    ...(await typeProblems(content)),
    ...undeclaredImports(),
    ...contentProblems(Object.keys(published), declarations),
    ...linkProblems(published),
    ...licenceProblems(installedPackages('.')),
    ...releaseProblems(manifest.version, readFileSync('CHANGELOG.md', 'utf8')),
    ...userTypeErrors(published, typeTests(), packagesBeside()),
  ]
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  const megabytes = (packed.unpackedSize / 1e6).toFixed(1)
  process.stdout.write(`package: ${packed.files.length} files, ${megabytes} MB, ${problems.length} problems\n`)
  process.exitCode = problems.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Every file of the tarball, by its path within the package. */
function textsOf(content: Package): Files {
  const root = `/node_modules/${content.packageName}/`
  return Object.fromEntries(content.listFiles(root).map((path) => [path.slice(root.length), content.readFile(path)]))
}

async function publintProblems(tarball: Buffer): Promise<string[]> {
  const { messages } = await publint({ pack: { tarball: exact(tarball) }, strict: true })
  return messages.map((message) => `publint: ${formatMessage(message, { ...manifest }) ?? message.code}`)
}

/** What a user's compiler would not find: neither a dependency nor a peer that everybody has, nor Node's own. */
function undeclaredImports(): string[] {
  const known = new Set(['node:', ...packagesOfUsers()])
  return packagesNamed(declarations)
    .filter(({ name }) => !known.has(name))
    .map(
      ({ name, file }) =>
        `${file} imports ${name}, which users may not have: make it a dependency, or keep it out of the types`,
    )
}

function packagesOfUsers(): string[] {
  const peers = Object.keys(manifest.peerDependencies).filter(
    (name) => manifest.peerDependenciesMeta[name]?.optional !== true,
  )
  return [...Object.keys(manifest.dependencies), ...peers]
}

function linkProblems(published: Files): string[] {
  const pages = Object.entries(published).filter(([path]) => path.endsWith('.md'))
  return brokenLinks(new Map(pages), new Set(Object.keys(published)))
}

/** What bench files may and may not write; type-checked against the sources elsewhere. */
function typeTests(): Files {
  const tests = readdirSync('test/types').map((name) => [name, readFileSync(join('test/types', name), 'utf8')])
  return Object.fromEntries(tests) as Files
}

function packagesBeside(): Files {
  const names = [...packagesOfUsers(), '@types/node']
  return Object.fromEntries(names.map((name) => [name, join('node_modules', name)]))
}

async function typeProblems(content: Package): Promise<string[]> {
  const result = await checkPackage(content, {
    excludeEntrypoints: ['./report.schema.json', './package.json'],
  })
  if (!('problems' in result)) return ['are-the-types-wrong: the package has no types']
  // The package is ESM only: that a CommonJS require() finds an ES module is meant.
  const meant = new Set(['CJSResolvesToESM', 'NoResolution', 'UntypedResolution'])
  return result.problems
    .filter((problem) => !meant.has(problem.kind) || !isOldResolution(problem))
    .map((problem) => `are-the-types-wrong: ${JSON.stringify(problem)}`)
}

/** Resolution modes that do not read `exports`, or read them as CommonJS. */
function isOldResolution(problem: object): boolean {
  const kind = 'resolutionKind' in problem ? problem.resolutionKind : null
  return kind === 'node10' || kind === 'node16-cjs'
}

function exact(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer
}
