import { join } from 'node:path'
import { command } from '../../src/servers/presets/command.ts'
import { ServerProcess } from '../../src/servers/life/server-process.ts'

/** A main process that starts a fake server with a family, says its pid, and stays or leaves. */
const [, , folder = '', fakeServer = '', then = 'stay'] = process.argv
const server = await ServerProcess.start(
  command({
    name: 'fake',
    command: process.execPath,
    args: [fakeServer, '--port', '{port}', '--family', 'session', '--family', 'orphan'],
  }),
  { log: join(folder, 'server.log'), cacheDirectory: folder },
)
process.stdout.write(`${server.pid}\n`)
if (then === 'stay') setInterval(() => {}, 1000)
