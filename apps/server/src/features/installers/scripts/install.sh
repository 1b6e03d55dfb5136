#!/bin/sh
# Enrolls this computer at a Licet server. Needs curl and openssl. Run as root: sh licet-install.sh
#   --config FILE   take server, token and authority from a configuration file instead of from this script
#   --dir DIR       where the agent keeps its key and certificate (default /etc/licet-agent)
#   --no-service    do not put a timer up that reports in every ten minutes
# Ends with 0 when the computer is enrolled, 2 on wrong usage, 3 when the server refuses, 4 when it cannot be reached.
set -eu
umask 077

VERSION=1
SERVER='@SERVER@'
TOKEN='@TOKEN@'
CA='@CA@'
DIR=/etc/licet-agent
SERVICE=yes

fail() {
  code=$1
  shift
  printf 'licet: %s\n' "$*" >&2
  exit "$code"
}

while [ $# -gt 0 ]; do
  case $1 in
    --config)
      [ $# -ge 2 ] && [ -r "$2" ] || fail 2 'the configuration file cannot be read'
      SERVER=$(sed -n 's/^server=//p' "$2")
      TOKEN=$(sed -n 's/^token=//p' "$2")
      CA=$(sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/p' "$2")
      shift
      ;;
    --dir)
      [ $# -ge 2 ] || fail 2 '--dir needs a folder'
      DIR=$2
      shift
      ;;
    --no-service) SERVICE=no ;;
    *) fail 2 "unknown argument: $1" ;;
  esac
  shift
done

for tool in curl openssl; do
  command -v "$tool" >/dev/null 2>&1 || fail 2 "$tool is missing: install it, then run this again"
done
case $SERVER in https://*) ;; *) fail 2 'no server is named: download the installer again' ;; esac

# What tells this machine from others; made up once where the system has nothing of the kind.
machine_id() {
  for file in /etc/machine-id /var/lib/dbus/machine-id "$DIR/machine-id"; do
    if [ -s "$file" ]; then
      cat "$file"
      return
    fi
  done
  if command -v ioreg >/dev/null 2>&1; then
    ioreg -rd1 -c IOPlatformExpertDevice | sed -n 's/.*"IOPlatformUUID" = "\(.*\)".*/\1/p'
    return
  fi
  openssl rand -hex 16 >"$DIR/machine-id"
  cat "$DIR/machine-id"
}

system_name() {
  if [ -r /etc/os-release ]; then
    sed -n 's/^PRETTY_NAME=//p' /etc/os-release | tr -d '"'
  else
    uname -sr
  fi
}

mkdir -p "$DIR"
printf '%s\n' "$CA" >"$DIR/authority.pem"
printf '%s\n' "$SERVER" >"$DIR/server"
[ -s "$DIR/key.pem" ] || openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$DIR/key.pem" 2>/dev/null
openssl req -new -key "$DIR/key.pem" -subj /CN=licet-agent -out "$DIR/request.pem" 2>/dev/null

# The token goes in by a pipe: arguments can be read by every process.
status=$(printf '%s' "$TOKEN" | curl --silent --show-error --max-time 60 --cacert "$DIR/authority.pem" --output "$DIR/answer" --write-out '%{http_code}' \
  --data-urlencode token@- --data-urlencode "request@$DIR/request.pem" --data-urlencode "machineId=$(machine_id)" \
  --data-urlencode "name=$(hostname 2>/dev/null || uname -n)" --data-urlencode "os=$(system_name)" --data-urlencode "agentVersion=$VERSION" \
  "$SERVER/api/agent/enroll") || fail 4 "the server at $SERVER cannot be reached, or it is not the one that this installer knows"
if [ "$status" != 200 ]; then
  detail=$(sed -n 's/.*"detail":"\([^"]*\)".*/\1/p' "$DIR/answer")
  remedy=$(sed -n 's/.*"remedy":"\([^"]*\)".*/\1/p' "$DIR/answer")
  rm -f "$DIR/answer" "$DIR/request.pem"
  fail 3 "${detail:-the server answered $status} $remedy"
fi
mv "$DIR/answer" "$DIR/certificate.pem"
rm -f "$DIR/request.pem"

cat >"$DIR/agent.sh" <<'AGENT'
#!/bin/sh
# Reports in, and renews the certificate when the server asks for it. Run every ten minutes.
set -eu
umask 077
DIR=$(dirname "$0")
SERVER=$(cat "$DIR/server")
call() {
  path=$1
  shift
  curl --silent --show-error --fail --max-time 60 --cacert "$DIR/authority.pem" --cert "$DIR/certificate.pem" --key "$DIR/key.pem" "$@" "$SERVER/api/agent/$path"
}
os=$(sed -n 's/^PRETTY_NAME=//p' /etc/os-release 2>/dev/null | tr -d '"')
answer=$(call heartbeat --data-urlencode "name=$(hostname 2>/dev/null || uname -n)" --data-urlencode "os=${os:-$(uname -sr)}" --data-urlencode agentVersion=@VERSION@)
printf '%s\n' "$answer"
case $answer in
  *renew=yes*)
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$DIR/next-key.pem" 2>/dev/null
    openssl req -new -key "$DIR/next-key.pem" -subj /CN=licet-agent -out "$DIR/request.pem" 2>/dev/null
    call renew --data-urlencode "request@$DIR/request.pem" --output "$DIR/next-certificate.pem"
    mv "$DIR/next-key.pem" "$DIR/key.pem"
    mv "$DIR/next-certificate.pem" "$DIR/certificate.pem"
    rm -f "$DIR/request.pem"
    ;;
esac
AGENT
sed "s/@VERSION@/$VERSION/" "$DIR/agent.sh" >"$DIR/agent.new" && mv "$DIR/agent.new" "$DIR/agent.sh"
chmod 700 "$DIR/agent.sh"
"$DIR/agent.sh" >/dev/null || fail 4 'enrolled, but the first report failed'

if [ "$SERVICE" = yes ] && [ -d /run/systemd/system ]; then
  printf '[Unit]\nDescription=Licet agent\n[Service]\nType=oneshot\nExecStart=%s/agent.sh\n' "$DIR" >/etc/systemd/system/licet-agent.service
  printf '[Unit]\nDescription=Licet agent\n[Timer]\nOnBootSec=1min\nOnUnitActiveSec=10min\nRandomizedDelaySec=1min\n[Install]\nWantedBy=timers.target\n' >/etc/systemd/system/licet-agent.timer
  systemctl daemon-reload
  systemctl enable --now licet-agent.timer >/dev/null 2>&1
elif [ "$SERVICE" = yes ]; then
  printf 'licet: no systemd here; run %s/agent.sh every ten minutes by the scheduler of this system\n' "$DIR" >&2
fi
printf 'licet: this computer is enrolled at %s\n' "$SERVER"
