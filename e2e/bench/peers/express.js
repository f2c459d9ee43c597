// The session route of a portal that is built with Express and Auth0's middleware. The middleware's own cookie holds the
// session; `/begin` puts somebody in, since the log-in is not what is measured.
import express from "express";
import { auth } from "express-openid-connect";

const [port, secret] = process.argv.slice(2);

const app = express();
app.use(
  auth({
    issuerBaseURL: "https://idporten.example",
    baseURL: `http://localhost:${port}`,
    clientID: "bench",
    secret,
    authRequired: false,
    session: { rollingDuration: 30 * 60, absoluteDuration: 8 * 60 * 60 },
  }),
);
app.get("/begin", (request, response) => {
  request.appSession.user = { name: "Kari Normann Test", language: "nb", acr: "idporten-loa-high" };
  response.json({});
});
app.get("/api/session", (request, response) => {
  const { user } = request.appSession;
  if (user === undefined) {
    response.json({ user: null });
    return;
  }
  const { acr, ...shown } = user;
  response.json({ user: shown, expiresInSeconds: 28_800, idleExpiresInSeconds: 1800, acr });
});
app.listen(Number(port), "localhost", () => process.send?.("listening"));
process.on("disconnect", () => process.exit());
