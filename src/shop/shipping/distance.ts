export type Place = { readonly latitude: number; readonly longitude: number };

/** Mean radius of the earth (IUGG). */
const EARTH_RADIUS_KM = 6371.0088;

/** Great-circle distance in kilometres by the haversine formula; the earth taken as a sphere, which is off by at most 0.6 %. */
export function distanceKm(from: Place, to: Place): number {
  const fromLatitude = radians(from.latitude);
  const toLatitude = radians(to.latitude);
  const halfLatitude = Math.sin((toLatitude - fromLatitude) / 2);
  const halfLongitude = Math.sin(radians(to.longitude - from.longitude) / 2);
  const haversine = halfLatitude ** 2 + Math.cos(fromLatitude) * Math.cos(toLatitude) * halfLongitude ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, haversine)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
