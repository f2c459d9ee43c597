# The release on Node.js and nothing else; docs/release.md says how it is run, e2e/release/container.test.ts what it promises.
# Pinned by digest: a tag can be moved. The same image builds and runs.
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d

FROM ${NODE_IMAGE} AS build
WORKDIR /project
COPY . .
RUN npm run --silent build

FROM ${NODE_IMAGE}
# The last one: docs/performance.md.
ENV NODE_ENV=production PORT=3000 METRICS_PORT=9464 NODE_OPTIONS="--max-old-space-size=192 --max-semi-space-size=8"
WORKDIR /portal
# Root's, so that the process can read it and not change it.
COPY --from=build --chown=0:0 /project/dist/ ./
# The image's «node», by number: a platform that demands another user than root can see that it is one.
USER 1000:1000
EXPOSE 3000 9464
STOPSIGNAL SIGTERM
# On the internal port, which a web process and a worker have alike. Whether it is ready is for load balancers to ask.
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.METRICS_PORT}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bff/dist/main.js"]
