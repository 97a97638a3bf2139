import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SocketFolder, sweepSocketFolders } from '../../src/broker/socket-folder.ts'
import { type Mark, markFile, readMark, writeMark } from '../../src/owned/mark.ts'
import { thisOwner } from '../../src/owned/owner.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync('/tmp/sockets-test-')
  vi.stubEnv('TMPDIR', folder)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

async function listenAt(path: string): Promise<AsyncDisposable> {
  const server = createServer()
  server.listen(path)
  await once(server, 'listening')
  return {
    async [Symbol.asyncDispose]() {
      server.close()
      await once(server, 'close')
    },
  }
}

/** A pid of nobody. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

function markOf(change: Partial<Mark['owner']>, over = false): Mark {
  return { kind: 'sockets', owner: { ...thisOwner(null), ...change }, order: 0, over, files: [] }
}

describe.skipIf(process.platform === 'win32')('the folder of the sockets', () => {
  test('nothing of a user goes, whatever its name', async () => {
    const names = ['llm-bench-2026-11-25', 'llm-bench-8080-runs', 'llm-bench-99999999-abcdef', 'llm-bench-1']
    for (const name of names) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'report.md'), 'weeks of data')
    }
    writeFileSync(join(folder, 'llm-bench-7-file'), '')
    symlinkSync(join(folder, 'llm-bench-1'), join(folder, 'llm-bench-8-link'))
    // A mark alone makes no user's file ours.
    const pid = await endedPid()
    writeMark(join(folder, 'llm-bench-2026-11-25'), markOf({ pid }))
    await sweepSocketFolders(new SocketFolder())
    for (const name of names) expect(existsSync(join(folder, name, 'report.md')), name).toBe(true)
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['llm-bench-7-file', 'llm-bench-8-link']))
  })

  test('folders of processes that are gone go, those of others stay', async () => {
    const place = 'a PID namespace of its own'
    const pid = await endedPid()
    const at = (name: string, mark: Mark): string => {
      const path = join(folder, `llm-bench-${name}`)
      writeMark(path, mark)
      return path
    }
    const gone = at('1-gone', markOf({ pid }))
    const over = at('2-over', markOf({}, true))
    const alive = at('3-alive', markOf({}))
    // The pid says nothing there: it may be that of a process here, or of none.
    const elsewhere = at('4-elsewhere', markOf({ place, pid, door: join(folder, 'llm-bench-4-elsewhere/a.sock') }))
    const unseen = at('5-unseen', markOf({ place, pid, door: join(folder, 'not-here/a.sock') }))
    await using _listening = await listenAt(join(elsewhere, 'a.sock'))
    await sweepSocketFolders(new SocketFolder())
    expect([gone, over, alive, elsewhere, unseen].map((path) => existsSync(path))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ])
    expect(existsSync(join(elsewhere, 'a.sock'))).toBe(true)
  })

  test('one that was removed is made again, unless somebody else made it', async () => {
    const sockets = new SocketFolder()
    expect(sockets.has('broker')).toBe(false)
    rmSync(sockets.path, { recursive: true })
    sockets.restore()
    sockets.restore()
    expect(lstatSync(sockets.path).mode & 0o777).toBe(0o700)
    await using _listening = await listenAt(sockets.socket('broker'))
    sockets.mark('broker', ['log'])
    expect(sockets.has('broker')).toBe(true)
    expect(readMark(sockets.path, 'sockets')?.owner.door).toBe(sockets.socket('broker'))
    writeFileSync(join(sockets.path, 'log'), '')
    sockets.remove()
    expect(existsSync(sockets.path)).toBe(false)
    mkdirSync(sockets.path, { mode: 0o777 })
    writeFileSync(join(sockets.path, markFile), '')
    expect(() => sockets.restore()).toThrow('EEXIST')
  })

  test('a temporary folder that is none is named, with what is wrong with it', () => {
    vi.stubEnv('TMPDIR', join(folder, 'missing'))
    expect(() => new SocketFolder()).toThrow(
      `no folder for sockets can be made in the temporary folder "${folder}/missing": it does not exist; ` +
        'set TMPDIR to a folder that can be written',
    )
    writeFileSync(join(folder, 'file'), '')
    vi.stubEnv('TMPDIR', join(folder, 'file'))
    expect(() => new SocketFolder()).toThrow('nothing can be written there (ENOTDIR)')
  })
})
