import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { brokerChannel } from '../../src/broker/client.ts'
import { unreachable } from '../../src/broker/unreachable.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unreachable-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function failure(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`connect ${code}`), { code })
}

describe.skipIf(process.platform === 'win32')('why the broker cannot be reached', () => {
  test.for([
    ['ENOENT', 'something removed the socket while Vitest ran: run again'],
    ['ECONNREFUSED', 'it has ended, or no longer listens: run again'],
    ['EACCES', 'this process may not use the socket: run both as the same user'],
    ['EIO', 'run again, and report this where it happens again'],
  ] as const)('%s', ([code, why]) => {
    const { message, code: own } = unreachable(join(folder, 'broker.sock'), failure(code))
    expect(own).toBe('host-crashed')
    expect(message).toBe(`Vitest's main process cannot be reached at "${folder}/broker.sock" (${code}): ${why}`)
  })

  test('a folder that is gone was removed, and TMPDIR is not to blame', () => {
    const { message } = unreachable(join(folder, 'llm-bench-1-x', 'broker.sock'), failure('ENOENT'))
    expect(message).toContain(`something removed "${folder}/llm-bench-1-x" while Vitest ran`)
    expect(message).not.toContain('TMPDIR')
  })

  test('a folder that takes no sockets is one that TMPDIR names', () => {
    const own = join(folder, 'llm-bench-1-x')
    mkdirSync(own)
    writeFileSync(join(own, 'broker.reason'), 'EOPNOTSUPP')
    expect(unreachable(join(own, 'broker.sock'), failure('ENOENT')).message).toMatch(
      `the temporary folder "${folder}" takes no sockets (EOPNOTSUPP): set TMPDIR to a folder of a local disk`,
    )
  })

  test('a worker waits for a socket that may be made again, and then says so', async () => {
    await expect(brokerChannel(join(folder, 'gone', 'broker.sock'))).rejects.toThrow('something removed')
  })
})
