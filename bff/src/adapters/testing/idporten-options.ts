/** A portal as ID-porten knows it; who tests says where that is, by which keys it signs, and what else matters. */
export const IDPORTEN_OPTIONS = {
  clientId: "portal",
  outboundHosts: null,
  acceptedAcr: ["idporten-loa-high"],
  acceptTestId: true,
  publicOrigin: "https://portal.example.no",
  callbackPath: "/auth/callback",
  postLogoutPath: "/utlogget",
  clock: () => new Date(),
};
