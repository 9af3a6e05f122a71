# Onward for a server that has a PostgreSQL elsewhere: the image holds the
# binary and nothing else, so it needs ONWARD_DATABASE_URL and, to migrate,
# ONWARD_MIGRATE_URL. Keys that are not given by ONWARD_KEY lie in /data.
#
#   docker build -t onward .
#   docker run -p 127.0.0.1:8080:8080 -v onward:/data -e ONWARD_DATABASE_URL=… -e ONWARD_MIGRATE_URL=… onward
#
# Browsers sign in over HTTPS alone: put a proxy that speaks it in front. To try
# it without one, on this machine, add -e ONWARD_SECURE=false.

FROM node:22-bookworm-slim AS assets
WORKDIR /src/ui
COPY ui/package.json ui/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY ui ./
RUN npm run build

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=assets /src/ui/dist ui/dist
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/onward ./cmd/onward \
    && mkdir /out/data

# No shell, no package manager; certificates, time zones and the user nonroot.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/onward /onward
COPY --from=build --chown=nonroot:nonroot /out/data /data
ENV ONWARD_ADDRESS=0.0.0.0:8080 ONWARD_DATA=/data
VOLUME /data
EXPOSE 8080
USER nonroot
# Migrations may run before the first answer.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/onward", "health"]
ENTRYPOINT ["/onward"]
CMD ["serve"]
