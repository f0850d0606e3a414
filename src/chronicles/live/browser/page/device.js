// The device of the reader: whether it has to be spared.

/** @typedef {{level: number, charging: boolean}} Battery */
/** @typedef {{connection?: {saveData: boolean}, getBattery?: () => Promise<Battery>, deviceMemory?: number}} Device */

const LOW = 0.2; // part of a battery below which nothing is done that nobody has asked for
const LITTLE = 2; // GB of memory of a device on which a Python that is not used would crowd out others

/** @returns {Promise<boolean>} whether the reader wants to save data, power or memory */
export async function isSparing() {
  const {connection, deviceMemory, ...device} = /** @type {Device} */ (navigatorParts());
  if (connection?.saveData || (deviceMemory ?? LITTLE) < LITTLE) return true;
  const battery = await device.getBattery?.().catch(() => null);
  return Boolean(battery && !battery.charging && battery.level < LOW);
}

/** @returns {Device} what only some browsers tell */
function navigatorParts() {
  const {connection, deviceMemory, getBattery} = /** @type {Device} */ (navigator);
  return {connection, deviceMemory, getBattery: getBattery?.bind(navigator)};
}
