import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import './support/jest-extended.ts'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const sources = fileURLToPath(new URL('../src/', import.meta.url))
const reporters = fileURLToPath(new URL('../reporters/', import.meta.url))

/** Modules below a folder by path, with what they import; type imports are left out. */
function modulesIn(folder: string, ending: string): { path: string; imports: string[] }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending) && !path.endsWith('.d.ts'))
    .map((path) => ({ path, imports: importsOf(readFileSync(join(folder, path), 'utf8')) }))
}

function importsOf(code: string): string[] {
  const found = code.matchAll(
    /(?:^|\n|;)\s*(?:import|export)\s(?!type\s)(?:[^;'"]*?\sfrom\s*)?["']([^"']+)["']|import\(\s*["']([^"']+)["']/g,
  )
  return [...found].map((match) => match[1] ?? match[2] ?? '')
}

const built = modulesIn(dist, '.js')

/** Everything a built module loads before it runs, ours and others', by specifier or path. */
function loadedBy(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen
  seen.add(entry)
  const code = readFileSync(join(dist, entry), 'utf8')
  for (const specifier of staticImports(code)) {
    if (specifier.startsWith('.')) loadedBy(relative(dist, join(dist, entry, '..', specifier)), seen)
    else seen.add(specifier)
  }
  return seen
}

function staticImports(code: string): string[] {
  const found = code.matchAll(/^(?:import|export)\s(?:[^;(='"]*?\sfrom\s)?["']([^"']+)["']/gm)
  return [...found].map(([, specifier = '']) => specifier)
}

test('the build is there', () => {
  expect(built.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['src/index.js', 'src/plugin.js', 'src/host/model-host.js']),
  )
})

test('only the model host, and the process that looks at what the engine can use, import node-llama-cpp', () => {
  const importers = new Set(built.filter(({ imports }) => imports.includes('node-llama-cpp')).map(({ path }) => path))
  const resolved = (path: string, name: string): string => relative(dist, join(dist, path, '..', name))
  // What they share is a chunk, which nobody else may load.
  const loaders = built.filter(
    ({ path, imports }) => importers.has(path) || imports.some((name) => importers.has(resolved(path, name))),
  )
  const entries = loaders.map(({ path }) => path).filter((path) => !path.startsWith('chunks/'))
  expect(entries.toSorted()).toEqual(['src/host/look-at-engine.js', 'src/host/model-host.js'])
  expect(importers.size).toBe(1)
})

test('only what Vitest calls, what workers share and matchers import vitest', () => {
  const importers = modulesIn(sources, '.ts')
    .filter(({ imports }) => imports.some((name) => name === 'vitest' || name.startsWith('vitest/')))
    .map(({ path }) => path)
  expect(importers.filter((path) => !/^(?:matchers|vitest|worker)\//.test(path))).toEqual([
    'index.ts',
    'cli/bench/run-bench.ts',
  ])
})

test('stats imports nothing of ours', () => {
  const stats = join(sources, 'stats')
  const foreign = modulesIn(stats, '.ts').flatMap(({ path, imports }) =>
    imports.filter((name) => name.startsWith('.') && relative(stats, join(stats, path, '..', name)).startsWith('..')),
  )
  expect(foreign).toEqual([])
})

test('renderers reach nothing that acts', () => {
  const pure = ['formats/outputs.ts', 'terminal/summary-table.ts', 'charts/run/run-chart.ts']
  for (const entry of pure) {
    const acting = [...reachedFrom(join(reporters, entry))].filter((name) =>
      /^(node:(fs|net|child_process)|vitest|execa|node-llama-cpp)/.test(name),
    )
    expect(acting, entry).toEqual([])
  }
})

/** Specifiers of packages that a source file and everything it imports would load. */
function reachedFrom(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  for (const specifier of importsOf(readFileSync(path, 'utf8'))) {
    if (specifier.startsWith('.')) reachedFrom(join(path, '..', specifier), seen)
    else seen.add(specifier)
  }
  return seen
}

test.for(['src/index.js', 'src/plugin.js'])('%s loads neither the engine nor what only a model needs', (entry) => {
  const heavy = [...loadedBy(entry)].filter((name) =>
    ['node-llama-cpp', 'execa', 'tinybench', 'jstat', '@pydantic/genai-prices'].includes(name),
  )
  expect(heavy).toEqual([])
})

// What every bench file and every start of Vitest reads. Raise a limit only for what everybody needs.
test.for([
  ['src/index.js', 2100],
  ['src/plugin.js', 300],
] as const)('%s stays below %d kB with all that it loads', ([entry, kilobytes]) => {
  const files = new Set([entry as string])
  for (const file of files) {
    for (const name of staticImports(readFileSync(join(dist, file), 'utf8'))) {
      if (name.startsWith('.')) files.add(relative(dist, join(dist, file, '..', name)))
    }
  }
  const bytes = [...files].reduce((sum, file) => sum + statSync(join(dist, file)).size, 0)
  expect(bytes / 1000).toBeLessThan(kilobytes)
})

test('importing the plugin in a real process loads no engine', async () => {
  const script = `
    await import(${JSON.stringify(join(dist, 'src/plugin.js'))})
    const loaded = process.report.getReport().sharedObjects.filter((path) => path.includes('llama'))
    console.log(JSON.stringify(loaded))
  `
  const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', script])
  expect(JSON.parse(stdout)).toEqual([])
})
