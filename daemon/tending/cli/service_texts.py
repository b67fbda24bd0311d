"""What `service` says: in English only, as systemd does."""

NO_SYSTEMD = "systemd does not run this computer: have whatever starts programs here start $program run"
NOT_ROOT = (
    "--system changes the whole computer, and needs root: sudo $program service $verb --system; for you alone: --user"
)
NO_MANAGER = "systemd runs no services for you in this session: log in as yourself, not by su or sudo, and try again"
ONE_OF_BOTH = "one of --user and --system at a time"
UNSEEN = (
    "the program is below $folder, where a service does not look: install it elsewhere, such as "
    "python3 -m venv /opt/tending, then /opt/tending/bin/pip install $source, then "
    "/opt/tending/bin/tending service install"
)
RUNS_ELSEWHERE = "a daemon is running in a window of yours"
END_IT = "end it there with Ctrl-C, then once more: tending service install"

WRITE = "write $path"
SAME = "$path is as it should be"
SYSUSERS = "make the account tending"
TMPFILES = "make the folders for settings, journal and secrets"
RELOAD = "tell systemd of it"
VERIFY = "have systemd look it over"
LINGER = "let it go on when you log out"
ENABLE_USER = "start it with your session from now on"
ENABLE_SYSTEM = "start it with the computer from now on"
START = "start it"
STOP = "stop it, and start it no more"
REMOVE = "remove $path"
FORGET = "tell systemd that it is gone"

LINGER_REMEDY = "sudo loginctl enable-linger $account: without it the daemon stops when you log out"
START_REMEDY = "mend that, then: $start. What it said: $log"

RUNS = "It runs, and goes on by itself."
COMMANDS = "Commands as the account of the service, such as:\n  sudo -u tending $program $command"
SETTINGS = "Settings: $settings"
SECRETS = "Passwords, a file each: /etc/credstore/tending/channels.NAME.password, then:\n  systemctl restart tending"
LEFT = "Left as they are: the journal in $journal, the settings in $settings."
LEFT_ACCOUNT = (
    "The passwords in /etc/credstore/tending are left too, and the account tending: "
    "userdel tending takes the account away."
)
LEFT_LINGER = "Your services may still go on when you log out: loginctl disable-linger ends that."
DRY = "This is what would be done. Nothing was."
NOT_INSTALLED = "It is not installed as a service: tending service install"
NOTHING_THERE = "It was not installed: nothing to take away."
