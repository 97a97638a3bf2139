// A service on an address that the hosts reach: the mock server listens on 127.0.0.1 only, so that its bytes are passed on.
import { connect, createServer } from 'node:net'
import { spawnMockServer } from 'vitest-llm-bench/mock-server'

const [address = '127.0.0.1'] = process.argv.slice(2)
const mock = await spawnMockServer({ ttft: 20, interToken: 4 })
const { port } = new URL(mock.url)
const server = createServer({ noDelay: true }, (socket) => {
  const inside = connect({ port: Number(port), host: '127.0.0.1', noDelay: true })
  socket.pipe(inside).pipe(socket)
  for (const end of [socket, inside]) end.on('error', () => [socket, inside].forEach((side) => side.destroy()))
})
server.listen(0, address, () => process.stdout.write(`http://${address}:${server.address().port}/v1\n`))
