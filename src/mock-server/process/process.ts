import { takeCalls } from '../../channel/channel.ts'
import { parentWire } from '../../channel/process-wire.ts'
import { optionsOf } from '../../option-check/call.ts'
import { type MockServer, openMockServer } from '../server.ts'
import type { MockServerCalls } from './process-protocol.ts'

/**
 * A mock server in a process of its own. Its parent has it start the server, asks questions, and keeps
 * the IPC channel open for as long as it is to live.
 */

let server: MockServer | null = null

process.on('disconnect', () => process.exit())
// Ctrl-C reaches the whole process group; the parent decides what it means.
process.on('SIGINT', () => {})

takeCalls<MockServerCalls>(parentWire, {
  async start({ options, use }) {
    server = await openMockServer(options, optionsOf('spawnMockServer'), use)
    return { url: server.url, port: server.port }
  },
  stamps: () => started().stamps(),
  counts() {
    const { user, system } = process.cpuUsage()
    const { requests, connections } = started()
    return { requests, connections, userMs: user / 1000, systemMs: system / 1000 }
  },
  reset: () => started().reset(),
})

function started(): MockServer {
  if (server === null) throw new TypeError('the mock server was not started')
  return server
}
