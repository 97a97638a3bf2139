import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { bundleDeclarations, declaredEntries } from './declarations.ts'
import { installedPackages } from './installed-licences.ts'
import { packageFolders, thirdPartyNotices } from './third-party-notices.ts'

/**
 * Builds dist: one file for each entry and shared chunks, so that a Vitest process with the plugin
 * reads a handful of files instead of a hundred and fifty; the declarations of what users import;
 * and the terms of the packages whose code is inside.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')
const entries = [
  'src/index',
  'src/plugin',
  'src/vitest/provider',
  'src/vitest/setup',
  'src/vitest/matchers',
  'src/vitest/file-time',
  'src/cli/main',
  'src/command-bench',
  'src/matchers/index',
  'src/host/load-host',
  'src/host/model-host',
  'src/host/watchdog',
  'src/host/look-at-engine',
  'src/mock-server/index',
  'src/mock-server/process/process',
  'src/servers/life/server-host',
  'fixtures/index',
  'reporters/index',
]

/**
 * Small modules that nearly every entry needs stand in one file each group: a file costs a start more than
 * its text. What loads nothing else of ours goes together, and the checks of options with valibot.
 */
const sharedChunks = [
  {
    name: 'ground',
    test: /[/\\]src[/\\](?:(?:clock|errors|json|nearest-name|package-root|plain-text|requirements)|option-check[/\\](?:call|sentences|shown)|models[/\\]registry[/\\]entry)\.ts/,
  },
  {
    name: 'machine-state',
    test: /[/\\]src[/\\]machine[/\\](?:facts[/\\](?:battery|core-topology|low-power|probe|proc-cpuinfo|thermal-pressure)|meters[/\\]throttles)\.ts/,
  },
  {
    name: 'option-check',
    test: /[/\\](?:src[/\\]option-check|node_modules[/\\]valibot)[/\\]/,
  },
] as const

rmSync(dist, { recursive: true, force: true })
const modules = await bundleCode()
writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.md'), thirdPartyNotices(packageFolders(modules), installedPackages(root)))
await bundleDeclarations(root, declaredEntries(root), dist)

/** Bundles what runs, and gives the paths of the modules whose code is in it. */
async function bundleCode(): Promise<string[]> {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
    peerDependencies: Record<string, string>
  }
  // What is a development dependency is bundled: of valibot a few functions, read at every start.
  const external = [...Object.keys(dependencies), ...Object.keys(peerDependencies)]
  const bundle = await rolldown({
    cwd: root,
    // Said on a busy machine only, among what a command prints.
    checks: { bundlerTimings: false },
    input: Object.fromEntries(entries.map((entry) => [entry, `${entry}.ts`])),
    platform: 'node',
    // A schema is made and changes nothing: who uses none of a module's does not read it.
    treeshake: { moduleSideEffects: [{ test: /-schema\.ts$|\/option-check\//, sideEffects: false }] },
    external: external.map((name) => new RegExp(`^${name}(/|$)`)),
  })
  // No source maps: names and comments are kept, so that a stack trace reads well without them, and
  // they would be two thirds of what is published.
  const { output } = await bundle.write({
    dir: dist,
    format: 'esm',
    chunkFileNames: 'chunks/[name].js',
    codeSplitting: { groups: [...sharedChunks] },
  })
  await bundle.close()
  const rendered = output.flatMap((part) => (part.type === 'chunk' ? Object.entries(part.modules) : []))
  return rendered.flatMap(([path, { code }]) => (code === null ? [] : path))
}
