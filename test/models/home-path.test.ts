import { homedir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { expandPath, homeFolder } from '../../src/models/home-path.ts'
import { errorLine } from './error-line.ts'

afterEach(() => vi.unstubAllEnvs())

test('paths become absolute', () => {
  const root = resolve('/project')
  expect(expandPath('models/a.gguf', root)).toBe(join(root, 'models', 'a.gguf'))
  expect(expandPath('../a.gguf', root)).toBe(resolve('/a.gguf'))
  expect(expandPath(resolve('/b.gguf'), root)).toBe(resolve('/b.gguf'))
  expect(expandPath('~/a.gguf', root)).toBe(join(homedir(), 'a.gguf'))
  expect(expandPath('~', root)).toBe(homedir())
})

test("another user's home folder is refused", async () => {
  expect(await errorLine(() => expandPath('~ann/a.gguf', '/project'))).toMatchInlineSnapshot(
    `"invalid-option: a path: "~ann/a.gguf" is not allowed here; give the whole path, for another user's home folder is not expanded, or "./~ann/a.gguf" for a file of that name"`,
  )
})

test.for(['', 'relative/home'])('HOME=%j is none: the system knows the folder', (home) => {
  vi.stubEnv('HOME', home)
  expect(homeFolder()).toBe(userInfo().homedir)
  expect(expandPath('~/a.gguf', '/project')).toBe(join(userInfo().homedir, 'a.gguf'))
})
