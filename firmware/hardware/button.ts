/** A button of the board. */

/** A contact bounces for less. */
const DEBOUNCE_MS = 50;

/**
 * Calls `onPress` when the button goes down. At rest is how it is found: some builds turn the level of the BOOT button round,
 * and who holds it at power-on meets the loader, not this program.
 */
export function watchButton(pin: Pin, onPress: () => void): void {
  pinMode(pin, 'input_pullup', false);
  const rest = digitalRead(pin) === 1;
  setWatch(
    (event) => {
      if (event.state !== rest) onPress();
    },
    pin,
    { repeat: true, edge: 'both', debounce: DEBOUNCE_MS },
  );
}
