import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isRouterOptions, llamaRouterServer } from '../../../src/servers/presets/llama-router.ts'
import { llamaServer } from '../../../src/servers/presets/llama-server.ts'
import { modelsFolder, modelsIn } from '../../../src/servers/presets/models-folder.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'llama-router-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('the spec of a router has a folder of models, and no model of its own', () => {
  const spec = llamaRouterServer(
    { modelsDir: '/models', maxLoaded: 2, threads: 1, contextSize: 512, parallel: 2 },
    null,
  )
  expect(spec).toMatchObject({ name: 'llama-server', model: null, files: ['/models'], metrics: 'llama-server' })
  expect(spec.args.join(' ')).toBe(
    '--models-dir /models --models-max 2 --host 127.0.0.1 --port {port} --ctx-size 1024 --parallel 2 --threads 1 ' +
      '--no-cache-prompt --metrics',
  )
  expect(llamaRouterServer({ models: { a: 'x.gguf' } }, '/links').args.slice(0, 2)).toEqual(['--models-dir', '/links'])
})

test.for([
  [{ modelsDir: '/a', models: { a: 'b' } }, 'server.llamaServer({ models }): beside modelsDir is not allowed here'],
  [{ models: {} }, 'server.llamaServer({ models })'],
  [{ models: { 'a/b': 'c' } }, 'server.llamaServer({ models'],
  [{ models: { 'mmproj-a': 'c' } }, 'server.llamaServer({ models'],
  [{ modelsDir: '/a', maxLoaded: 0 }, 'server.llamaServer({ maxLoaded })'],
  [{ modelsDir: '/a', maxloaded: 1 }, 'there is no option "maxloaded"; did you mean "maxLoaded"?'],
  [{ modelsDir: '/a', model: 'b' }, 'there is no option "model"'],
  [{ modelsDir: '/a', args: ['--models-max', '3'] }, '"--models-max" is not allowed here; give the option maxLoaded'],
  [{ modelsDir: '/a', args: ['-m', 'x'] }, '"-m" is not allowed here; give modelsDir or models'],
] as const)('%o is refused', ([options, message]) => {
  expect(() => llamaRouterServer(options as never, null)).toThrow(message)
})

test('one model and several are told apart, and a flag says where it belongs', () => {
  expect([{ model: 'a' }, { modelsDir: 'a' }, { models: {} }, null].map(isRouterOptions)).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(() => llamaServer({ model: 'a.gguf', args: ['--models-dir', 'b'] })).toThrow('give the option modelsDir')
})

test('models are linked into a folder of their own, those of several parts in one more', () => {
  const root = folder()
  const file = (name: string): string => {
    writeFileSync(join(root, name), name)
    return join(root, name)
  }
  const models = {
    small: [file('one.gguf')],
    large: [file('big-00001-of-00002.gguf'), file('big-00002-of-00002.gguf')],
  }
  const made = modelsFolder(models, join(root, 'routers'))
  expect(modelsFolder(models, join(root, 'routers'))).toBe(made)
  expect(readdirSync(made).toSorted()).toEqual(['large', 'small.gguf'])
  expect(readFileSync(join(made, 'small.gguf'), 'utf8')).toBe('one.gguf')
  expect(modelsIn(made)).toEqual([
    ['large', join(made, 'large', 'big-00001-of-00002.gguf')],
    ['small', join(made, 'small.gguf')],
  ])
  expect(modelsFolder({ small: models.small }, join(root, 'routers'))).not.toBe(made)
})

test('a folder that is not there has no models', () => {
  mkdirSync(join(folder(), 'empty'))
  expect(modelsIn(join(folder(), 'none'))).toEqual([])
})
