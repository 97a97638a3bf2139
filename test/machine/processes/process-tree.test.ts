import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { parsePs, processTable } from '../../../src/machine/processes/process-table.ts'
import { MARK_VARIABLE, membersOf, signalTree } from '../../../src/machine/processes/process-tree.ts'
import { damagedCopies } from '../damage.ts'
import { areGone } from '../../servers/started.ts'

test.skipIf(process.platform === 'win32')('what ps prints reads as the table does', () => {
  const printed = parsePs(execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], { encoding: 'utf8' }))
  const self = printed.find(({ pid }) => pid === process.pid)
  expect(self).toMatchObject({ parent: process.ppid })
  expect(processTable().find(({ pid }) => pid === process.pid)).toEqual(self)
})

test('what ps says of zombies is left out', () => {
  expect(parsePs('    1     0     1 Ss\n   20     1    20 Z+\n  300    20     1 S\n')).toEqual([
    { pid: 1, parent: 0, group: 1 },
    { pid: 300, parent: 20, group: 1 },
  ])
})

test('a damaged table has processes of the undamaged one or none, and nothing throws', () => {
  const text = '    1     0     1 Ss\n   20     1    20 S+\n  300    20     1 S\n'
  const whole = parsePs(text).map((entry) => JSON.stringify(entry))
  const kinds = ['truncated', 'line missing', 'line doubled', 'lines reordered', 'noise', 'empty']
  for (const copy of damagedCopies(text, 2000, kinds)) {
    for (const entry of parsePs(copy.text)) expect(whole, copy.kinds.join(', ')).toContain(JSON.stringify(entry))
  }
})

test.skipIf(process.platform !== 'linux')(
  'members are the group, the descendants and the marked, and nobody else',
  async () => {
    const start = (env: Record<string, string> = {}): ReturnType<typeof spawn> =>
      spawn('sleep', ['60'], { detached: true, stdio: 'ignore', env: { ...process.env, ...env } })
    const [leader, marked, other] = [
      start(),
      start({ [MARK_VARIABLE]: 'mark-1' }),
      start({ [MARK_VARIABLE]: 'mark-2' }),
    ]
    const pidOf = (child: typeof leader): number => child.pid ?? Number.NaN
    const tree = { leader: pidOf(leader), mark: 'mark-1' }
    // A process has its environment only once it runs its program.
    await expect.poll(() => membersOf(tree).toSorted((a, b) => a - b)).toEqual([pidOf(leader), pidOf(marked)])
    signalTree(tree, 'SIGKILL')
    expect(await areGone([pidOf(leader), pidOf(marked)])).toBe(true)
    expect(membersOf(tree)).toEqual([])
    other.kill('SIGKILL')
    const [, signal] = (await once(other, 'exit')) as [null, string]
    expect(signal).toBe('SIGKILL')
  },
)

test.skipIf(process.platform === 'win32')(
  'a descendant is found in a session of its own, without the mark',
  async () => {
    const code =
      "require('node:child_process').spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }); setInterval(() => {}, 1000)"
    const leader = spawn(process.execPath, ['-e', code], { detached: true, stdio: 'ignore' })
    const tree = { leader: leader.pid ?? Number.NaN, mark: 'nobody carries this' }
    await expect.poll(() => membersOf(tree).length, { timeout: 10_000 }).toBe(2)
    const members = membersOf(tree)
    signalTree(tree, 'SIGKILL')
    expect(await areGone(members)).toBe(true)
  },
)
