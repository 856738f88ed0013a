/** What DTR and RTS do to a chip: the two-transistor circuit of NodeMCU-type boards, and the USB-Serial/JTAG unit of C3 and S3. */

/** `true`: asserted. */
export interface ControlLines {
  readonly dtr?: boolean;
  readonly rts?: boolean;
}

export type Reset = 'run' | 'download';

export interface ResetCircuit {
  /** A change of lines; returns the reset that it ends in, or null. */
  set(lines: ControlLines): Reset | null;
  /** The chip's reset input is held: nothing runs. */
  readonly isHeld: boolean;
}

/** RTS alone pulls EN low, DTR alone pulls GPIO0 low, both or none pull neither; GPIO0 counts when EN is let go. */
export function nodeMcuCircuit(): ResetCircuit {
  let dtr = false;
  let rts = false;
  let isHeld = false;
  return {
    set(lines) {
      dtr = lines.dtr ?? dtr;
      rts = lines.rts ?? rts;
      const wasHeld = isHeld;
      isHeld = rts && !dtr;
      if (!wasHeld || isHeld) return null;
      return dtr && !rts ? 'download' : 'run';
    },
    get isHeld() {
      return isHeld;
    },
  };
}

/** The unit notes DTR while RTS is off: DTR asserted before RTS resets means download. Resets when RTS falls. */
export function usbJtagCircuit(): ResetCircuit {
  let dtr = false;
  let rts = false;
  let wantsDownload = false;
  return {
    set(lines) {
      const hadRts = rts;
      const hadDtr = dtr;
      dtr = lines.dtr ?? dtr;
      rts = lines.rts ?? rts;
      if (!hadRts && rts) wantsDownload = hadDtr || dtr;
      if (!hadRts || rts) return null;
      const kind = wantsDownload ? 'download' : 'run';
      wantsDownload = false;
      return kind;
    },
    get isHeld() {
      return rts;
    },
  };
}
