import { spawn } from 'node:child_process'
import { existsSync, writeFileSync, writeSync } from 'node:fs'
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

/** A server as the tests need them: run by Node, told by its arguments how to behave. */
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    /** Milliseconds of 503 before its health is good. */
    'load-ms': { type: 'string', default: '0' },
    'never-ready': { type: 'boolean', default: false },
    /** Text of the line it ends with at once, with code 3. */
    crash: { type: 'string' },
    /** Milliseconds after which it ends by itself. */
    'end-after-ms': { type: 'string' },
    /** Neither it nor its family ends when asked to. */
    'ignore-term': { type: 'boolean', default: false },
    /**
     * `child`: of its own; `session`: in a session of its own; `orphan`: whose parent has ended; `wiped` and
     * `wiped-session`: with an environment that it made empty, as workers of vLLM have it.
     */
    family: { type: 'string', multiple: true, default: [] },
    /** Says that its port is in use, and ends, unless this file exists. */
    'port-in-use-until': { type: 'string' },
    'api-key': { type: 'string' },
    say: { type: 'string', multiple: true, default: [] },
    /** Line that it writes when it is told to end. */
    'say-at-end': { type: 'string' },
  },
})

const idle = `setInterval(() => {}, 1000); ${values['ignore-term'] ? 'process.on("SIGTERM", () => {})' : ''}`

writeSync(1, `pid ${process.pid}\n`)
for (const line of values.say) writeSync(1, `${line}\n`)
if (values.crash !== undefined) {
  writeSync(2, `${values.crash}\n`)
  process.exit(3)
}
const flagFile = values['port-in-use-until']
if (flagFile !== undefined && !existsSync(flagFile)) {
  writeFileSync(flagFile, '')
  writeSync(2, `couldn't bind HTTP server socket, hostname: 127.0.0.1, port: ${values.port}\n`)
  process.exit(1)
}
if (values['ignore-term']) process.on('SIGTERM', () => {})
const lastWords = values['say-at-end']
if (lastWords !== undefined)
  process.on('SIGTERM', () => {
    writeSync(1, `${lastWords}\n`)
    process.exit(0)
  })
if (values['end-after-ms'] !== undefined) setTimeout(() => process.exit(0), Number(values['end-after-ms']))

for (const kind of values.family) {
  if (kind === 'orphan') {
    // A process in between starts it, says who it is, and ends.
    const code = `const c = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(idle)}], { detached: true, stdio: 'ignore' }); require('node:fs').writeSync(1, 'family ' + c.pid + '\\n'); process.exit()`
    spawn(process.execPath, ['-e', code], { stdio: 'inherit' })
  } else {
    const env = kind.startsWith('wiped') ? { env: {} } : {}
    const child = spawn(process.execPath, ['-e', idle], { detached: kind.endsWith('session'), stdio: 'ignore', ...env })
    writeSync(1, `family ${child.pid}\n`)
  }
}

const startedAt = Date.now()
createServer(({ url }, response) => {
  const ready = !values['never-ready'] && Date.now() - startedAt >= Number(values['load-ms'])
  if (url === '/health') response.writeHead(ready ? 200 : 503).end()
  else if (url === '/version') response.end(JSON.stringify({ version: '1.2.3' }))
  else response.writeHead(404).end()
}).listen(Number(values.port), '127.0.0.1')
