import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { excludeEachOther, Line } from '../../src/owned/line.ts'
import { temporaryFolder } from '../models/temporary-folder.ts'

const wanted = (name: string, ...resources: string[]): { name: string; resources: string[] } => ({ name, resources })

test('the machine excludes all, also what needs nothing; others exclude those that want some of the same', () => {
  expect(excludeEachOther(wanted('a', 'machine'), wanted('b'))).toBe(true)
  expect(excludeEachOther(wanted('a', 'cpu', 'gpu:0'), wanted('b', 'gpu:0'))).toBe(true)
  expect(excludeEachOther(wanted('a', 'cpu'), wanted('b', 'gpu:0'))).toBe(false)
  expect(excludeEachOther(wanted('a'), wanted('b'))).toBe(false)
})

test('whoever has nobody before it that wants the same has its turn, and is told of those that have theirs', async () => {
  await using folder = await temporaryFolder()
  const line = new Line(join(folder.path, 'line'))
  const one = line.join(wanted('one', 'cpu'))
  const two = line.join(wanted('two', 'gpu:0'))
  const both = line.join(wanted('both', 'cpu', 'gpu:0'))
  const last = line.join(wanted('last', 'gpu:1'))
  expect([one, two, both, last].map(({ before }) => before.map(({ name }) => name))).toEqual([
    [],
    [],
    ['one', 'two'],
    [],
  ])
  expect(one.begin()).toEqual([])
  expect(two.begin()).toEqual(['one'])
  expect(last.begin()).toEqual(['one', 'two'])
  expect(one.leave()).toEqual(['two', 'last'])
  expect(two.leave()).toEqual(['last'])
  expect(both.before).toEqual([])
  expect(both.begin()).toEqual(['last'])
  both.leave()
  last.leave()
  expect(readdirSync(join(folder.path, 'line'))).toEqual([])
})

test('the place of a process that was killed counts no more, and one in another container never did', async () => {
  await using folder = await temporaryFolder()
  const module = new URL('../../src/owned/line.ts', import.meta.url).href
  const script = `import { Line } from ${JSON.stringify(module)}
const place = new Line(${JSON.stringify(folder.path)}).join({ name: 'killed', resources: ['machine'] })
place.begin()
console.log('begun')
setInterval(() => {}, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module-typescript', '--no-warnings', '-e', script])
  await once(holder.stdout, 'data')
  const line = new Line(folder.path)
  const place = line.join(wanted('next', 'cpu'))
  expect(place.before).toEqual([{ owner: expect.anything(), ...wanted('killed', 'machine') }])
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  expect(place.before).toEqual([])
  expect(place.begin()).toEqual([])
  place.leave()
  const owner = { place: 'elsewhere', pid: process.pid, began: null, door: null }
  const elsewhere = join(folder.path, '000000000009-a.place')
  writeFileSync(elsewhere, JSON.stringify({ owner, ...wanted('elsewhere', 'machine') }))
  writeFileSync(join(folder.path, '000000000010-b.place'), '{')
  writeFileSync(join(folder.path, '000000000003-c.beside'), '"somebody"\n')
  const after = line.join(wanted('after', 'machine'))
  expect(after.before).toEqual([])
  after.leave()
  expect(readdirSync(folder.path).toSorted()).toEqual(['000000000009-a.place', '000000000010-b.place'])
})

test('processes that join and leave at once never have the same resource together', async () => {
  await using folder = await temporaryFolder()
  const module = new URL('../../src/owned/line.ts', import.meta.url).href
  const held = join(folder.path, 'held')
  const script = `import { mkdirSync, rmdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { Line } from ${JSON.stringify(module)}
for (let time = 0; time < 20; time++) {
  const place = new Line(${JSON.stringify(join(folder.path, 'line'))}).join({ name: 'a', resources: ['cpu'] })
  while (place.before.length > 0) await pause(1)
  place.begin()
  mkdirSync(${JSON.stringify(held)})
  await pause(1)
  rmdirSync(${JSON.stringify(held)})
  place.leave()
}`
  const ended = Array.from({ length: 3 }, async () => {
    const one = spawn(process.execPath, ['--input-type=module-typescript', '--no-warnings', '-e', script], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const [code] = (await once(one, 'exit')) as [number]
    return code
  })
  expect(await Promise.all(ended)).toEqual([0, 0, 0])
})

test('a line in what is no folder is refused', async () => {
  await using folder = await temporaryFolder()
  writeFileSync(join(folder.path, 'file'), '')
  expect(() => new Line(join(folder.path, 'file'))).toThrow(/EEXIST/)
  mkdirSync(join(folder.path, 'own'))
  chmodSync(join(folder.path, 'own'), 0o700)
  expect(new Line(join(folder.path, 'own')).join(wanted('a', 'cpu')).leave()).toEqual([])
})
