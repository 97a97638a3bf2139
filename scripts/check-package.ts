import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { packagesNamed } from './declared-imports.ts'

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** Packs the package as it would be published, and has publint and are-the-types-wrong read it. */
const folder = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-pack-'))
try {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { encoding: 'utf8' }),
  ) as { filename: string; files: { path: string }[] }[]
  if (packed === undefined) throw new Error('npm pack made no tarball')
  const tarball = readFileSync(join(folder, packed.filename))
  const problems = [
    ...(await publintProblems(tarball)),
    ...(await typeProblems(tarball)),
    ...undeclaredImports(),
    ...packed.files
      .filter(({ path }) => /^(test|bench|scripts)\//.test(path))
      .map(({ path }) => `the package contains ${path}`),
  ]
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  process.stdout.write(`package: ${packed.files.length} files, ${problems.length} problems\n`)
  process.exitCode = problems.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function publintProblems(tarball: Buffer): Promise<string[]> {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>
  const { messages } = await publint({ pack: { tarball: exact(tarball) }, strict: true })
  return messages.map((message) => `publint: ${formatMessage(message, manifest) ?? message.code}`)
}

/** What a user's compiler would not find: neither a dependency nor a peer that everybody has, nor Node's own. */
function undeclaredImports(): string[] {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
  const peers = Object.keys(manifest.peerDependencies).filter(
    (name) => manifest.peerDependenciesMeta[name]?.optional !== true,
  )
  const known = new Set(['node:', ...Object.keys(manifest.dependencies), ...peers])
  const entries = Object.values(manifest.exports).flatMap((entry) =>
    typeof entry === 'string' ? [] : [join(entry.types)],
  )
  return packagesNamed(entries)
    .filter(({ name }) => !known.has(name))
    .map(
      ({ name, file }) =>
        `${file} imports ${name}, which users may not have: make it a dependency, or keep it out of the types`,
    )
}

async function typeProblems(tarball: Buffer): Promise<string[]> {
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)), {
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
