import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, test } from 'vitest'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

/** Built modules by path, with what they import (type imports are gone). */
const modules = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.js'))
  .map((path) => ({ path, imports: importsOf(readFileSync(join(dist, path), 'utf8')) }))

function importsOf(code: string): string[] {
  const found = code.matchAll(/(?:from\s*|import\s*\(?\s*)["']([^"']+)["']/g)
  return [...found].map((match) => match[1] ?? '')
}

/** Everything a built module loads before it runs, ours and others', by specifier or path. */
function loadedBy(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen
  seen.add(entry)
  const code = readFileSync(join(dist, entry), 'utf8')
  for (const [, specifier = ''] of code.matchAll(/^(?:import|export)\s(?:[^;(='"]*?\sfrom\s)?["']([^"']+)["']/gm)) {
    if (specifier.startsWith('.')) loadedBy(relative(dist, join(dist, entry, '..', specifier)), seen)
    else seen.add(specifier)
  }
  return seen
}

test('the build is there', () => {
  expect(modules.length).toBeGreaterThan(100)
})

test('only the model host imports node-llama-cpp', () => {
  const importers = modules.filter(({ imports }) => imports.includes('node-llama-cpp')).map(({ path }) => path)
  expect(importers).toEqual(['src/host/model-host.js'])
})

test('only plugin, provider, fixtures, matchers, reporters and what they share with a test import vitest', () => {
  const importers = modules
    .filter(({ imports }) => imports.some((name) => name === 'vitest' || name.startsWith('vitest/')))
    .map(({ path }) => path)
  expect(importers.filter((path) => !/^(fixtures|reporters|src\/matchers)\//.test(path)).toSorted()).toEqual([
    'src/functions/measure-functions.js',
    'src/host/broker-client.js',
    'src/index.js',
    'src/runs/measure-in-test.js',
    'src/setup.js',
  ])
})

test('stats imports nothing of ours', () => {
  const foreign = modules
    .filter(({ path }) => path.startsWith('src/stats/'))
    .flatMap(({ imports }) => imports.filter((name) => name.startsWith('..')))
  expect(foreign).toEqual([])
})

test('renderers and statistics reach nothing that acts', () => {
  const pure = ['reporters/markdown.js', 'reporters/json.js', 'reporters/summary-table.js', 'reporters/charts/run-chart.js']
  for (const entry of pure) {
    const acting = [...loadedBy(entry)].filter((name) => /^(node:(fs|net|child_process)|vitest|execa|node-llama-cpp)/.test(name))
    expect(acting, entry).toEqual([])
  }
})

test.for(['src/index.js', 'src/plugin.js'])('%s loads neither the engine nor what only a model needs', (entry) => {
  const heavy = [...loadedBy(entry)].filter((name) => ['node-llama-cpp', 'execa', 'tinybench', '@pydantic/genai-prices'].includes(name))
  expect(heavy).toEqual([])
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
