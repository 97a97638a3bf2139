import { workerData } from 'node:worker_threads'

/**
 * A thread of the host that ends it when its parent is gone. The lost IPC channel says the same,
 * but only to an event loop that still turns.
 */
const parent = (workerData as { parent: number }).parent
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, 250)
