import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createOpenAI } from '@ai-sdk/openai'
import { afterAll, describe, expect, test } from 'vitest'
import { callerOf } from '../../../src/targets/ai-sdk/language-model-place.ts'
import { resolveSource } from '../../../src/targets/ai-sdk/language-model-source.ts'

const root = mkdtempSync(join(tmpdir(), 'language-model-source-'))
const model = join(root, 'sub dir', 'model.ts')
mkdirSync(join(root, 'sub dir'))
writeFileSync(model, '')
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A function of that text, as a transformed file would hold it. */
// oxlint-disable-next-line no-implied-eval -- it is never called
const written = (text: string): unknown => new Function(`return ${text}`)() as unknown

const resolved = (source: unknown, caller: string | null = null): unknown =>
  resolveSource(source, { root: '/', projectRoot: root, caller })
const found = (exportName = 'default'): unknown => ({ kind: 'module', module: pathToFileURL(model).href, exportName })

describe('a module is found', () => {
  test.each([
    ['by a path below the root, as Vite writes it', '() => __vite_ssr_dynamic_import__("/sub dir/model.ts")'],
    ['by an encoded path', '() => __vite_ssr_dynamic_import__("/sub%20dir/model.ts")'],
    ['with the version that Vite gives a changed file', '() => __vite_ssr_dynamic_import__("/sub dir/model.ts?t=17")'],
    ['elsewhere, as Vite writes it', `() => __vite_ssr_dynamic_import__("/@fs${model}")`],
    [
      'in a function with a body',
      'async function load() { counter(); return __vite_ssr_dynamic_import__( /* a */ "/sub dir/model.ts") }',
    ],
    ['as plain Node has it', `() => import('${pathToFileURL(model).href}')`],
  ])('%s', (_how, text) => {
    expect(resolved(written(text))).toEqual(found())
  })

  test('relative to the file that called, where nobody resolved it', () => {
    const source = written("() => import('./sub dir/model.ts')")
    expect(resolved(source, join(root, 'a.bench.ts'))).toEqual(found())
    expect(resolved(written("() => import('../sub dir/model.ts')"), join(root, 'sub dir', 'a.ts'))).toEqual(found())
    expect(() => resolved(source)).toThrow(
      /import\("\.\/sub dir\/model\.ts"\) is not allowed here; give new URL\("\.\/sub dir\/model\.ts", import\.meta\.url\)/,
    )
  })

  test('by a URL, a path and a named export', () => {
    expect(resolved(pathToFileURL(model))).toEqual(found())
    expect(resolved({ module: model.slice(1), export: 'small' })).toEqual(found('small'))
    expect(resolved({ module: pathToFileURL(model).href })).toEqual(found())
    expect(
      resolved({ module: written('() => __vite_ssr_dynamic_import__("/sub dir/model.ts")'), export: 'gpt' }),
    ).toEqual(found('gpt'))
  })

  test('as Vitest really hands functions over', () => {
    const place = { root: '/', projectRoot: fileURLToPath(new URL('../../..', import.meta.url)), caller: null }
    const source = async (): Promise<unknown> => await import('../../../src/errors.ts')
    expect(() => resolveSource(source, place)).toThrow(/give the name of what is exported/)
    expect(resolveSource(() => import('../../../src/errors.ts'), place)).toEqual({
      kind: 'module',
      module: new URL('../../../src/errors.ts', import.meta.url).href,
      exportName: 'default',
    })
  })
})

test('a model is itself', () => {
  const live = createOpenAI({ apiKey: 'none' }).chat('gpt-4o')
  expect(resolved(live)).toEqual({ kind: 'live', model: live })
})

describe('an error names the way out', () => {
  test.each([
    [
      'a text',
      'openai/gpt-4o',
      /^languageModel\(source\): "openai\/gpt-4o" is not allowed here; give the model itself/,
    ],
    [
      'nothing',
      undefined,
      /^languageModel\(source\): undefined is not allowed here; give languageModel\(\(\) => import/,
    ],
    [
      'an older model',
      { specificationVersion: 'v1', doStream() {} },
      /a model of AI SDK 4 \(specification v1\) is not allowed here; give one of AI SDK 5 or newer/,
    ],
    [
      'another kind of model',
      createOpenAI({ apiKey: 'none' }).textEmbeddingModel('text-embedding-3-small'),
      /another kind of model is not allowed here; give /,
    ],
    [
      'a provider',
      createOpenAI({ apiKey: 'none' }),
      /is not allowed here; give a function with one import\("…"\) of a plain text/,
    ],
    [
      'a computed import',
      written('() => import(name)'),
      /is not allowed here; give a function with one import\("…"\) of a plain text/,
    ],
    [
      'two imports',
      written('() => { import("/a.ts"); return import("/b.ts") }'),
      /is not allowed here; give a function with one import\("…"\) of a plain text/,
    ],
    [
      'a part of a module',
      written("() => import('/sub dir/model.ts').then((m) => m.gpt)"),
      /is not allowed here; give the name of what is exported/,
    ],
    [
      'a package',
      written("() => import('some-models')"),
      /import\("some-models"\) is not allowed here; give the import of a file/,
    ],
    [
      'options in the wrong place',
      { module: 'a.ts', hosts: 2 },
      /^languageModel\(\{ hosts \}, options\): there is no option "hosts"; there are module, export$/,
    ],
    [
      'no name',
      { module: 'a.ts', export: '' },
      /^languageModel\(\{ export \}, options\): "" is not allowed here; give the name of an export/,
    ],
    [
      'an address',
      new URL('https://example.com/model.js'),
      /"https:\/\/example.com\/model.js" is not allowed here; give a file URL/,
    ],
  ])('%s', (_what, source, message) => {
    expect(() => resolved(source)).toThrow(
      expect.objectContaining({ code: 'invalid-option', message: expect.stringMatching(message) as unknown }),
    )
  })

  test('a file that is not there', () => {
    expect(() => resolved({ module: 'gone.ts' })).toThrow(
      expect.objectContaining({ code: 'model-not-found', message: 'languageModel("/gone.ts"): there is no such file' }),
    )
  })
})

test('the caller is the file whose code called, and stacks stay as they were', () => {
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')
  const callee = (): string | null => callerOf(callee)
  expect(callee()).toBe(fileURLToPath(import.meta.url))
  expect(Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')).toEqual(before)
  expect(new Error('x').stack).toBeTypeOf('string')
})
