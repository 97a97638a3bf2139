import type { ChildProcess } from 'node:child_process'
import type { Wire } from './wire.ts'

/** The IPC channel to a child, which lives for as long as it says. */
export function childWire(child: ChildProcess): Wire {
  return {
    get isOpen() {
      return child.connected
    },
    open(onFrame, onClose) {
      child.on('message', onFrame)
      child.once('disconnect', onClose)
      // The channel of one that is gone may be held open by another.
      child.once('exit', onClose)
    },
    // Without a callback a child that has just died would be an uncaught error.
    send: (frame) => void child.send(frame as object, () => {}),
    hold(on) {
      if (on) child.channel?.ref()
      else child.channel?.unref()
    },
    close: () => child.disconnect(),
  }
}

/** The IPC channel to the parent: this process lives for as long as it is open. */
export const parentWire: Wire = {
  get isOpen() {
    return process.connected
  },
  open(onFrame, onClose) {
    process.on('message', onFrame)
    process.once('disconnect', onClose)
  },
  send: (frame) => void process.send?.(frame, undefined, undefined, () => {}),
  hold() {},
  close: () => process.disconnect(),
}
