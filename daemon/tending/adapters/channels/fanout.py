"""Push services by way of Apprise: any address it knows, one way."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import apprise
from apprise import Apprise, AppriseAsset, AppriseResult, AppriseResultStatus, NotifyBase, NotifyFormat
from apprise.utils.parse import GET_SCHEMA_RE

from tending.adapters.channels.kept_alive import keep_alive
from tending.core.errors import ChannelError
from tending.core.records import Message, Receipt, Reply

Service: TypeAlias = type[NotifyBase]

OURS = "tending+"
SIGNED = "Check-in"  # the name a service may show beside a message: neutral on a lock screen

# At debug these write addresses, keys and whole messages.
TALKATIVE = ("urllib3", "requests_oauthlib", "oauthlib", "slixmpp", "paho", "smpplib", "pika", "proton", "gntp")

# How Apprise's plugins put it when the far side may have the message although no answer came.
BROKE_OFF = ("Read timed out", "Connection aborted", "Connection broken", "raised an exception")
UNCLEAR = "there was no clear answer"

_CODE = re.compile(r"error=(\d{3})")


class AppriseChannel:
    """Fulfils `Channel`. `url` is a secret; `timeout` is in seconds, for a whole message.

    Raises ChannelError, permanent, for an address that Apprise cannot use. Only the one plugin it needs is imported.
    Retries, pauses between messages and what counts as delivered are the outbox's to decide: an address cannot ask
    Apprise for its own.
    """

    kind = "apprise"
    two_way = False

    def __init__(self, *, name: str, url: str, timeout: float = 20) -> None:
        hush()
        self.name = name
        self._timeout = timeout
        self._apprise = Apprise()
        service = _tamed(_opened(name, url.strip()), timeout)
        self._session = keep_alive(type(service))
        self._apprise.add(service)

    def send(self, message: Message, *, now: datetime) -> Receipt:  # noqa: ARG002 - the protocol's; push services stamp messages themselves
        title = _one_line(message.line)
        result = self._notify(title, message.text or title)
        if not result:
            raise _trouble(self.name, self._timeout, result)
        return Receipt(provider_id=message.key)

    def arrived(self, key: str) -> bool | None:  # noqa: ARG002 - no push service can tell
        return None

    def receive(self, hear: Callable[[Reply], None], stop: Event) -> None:
        """Returns at once: nothing comes back this way."""

    def close(self) -> None:
        self._apprise.clear()
        if self._session is not None:
            self._session.close()

    def _notify(self, title: str, body: str) -> AppriseResult | None:
        """What became of the message; None where Apprise itself failed."""
        try:
            return self._apprise.notify(
                body, title, body_format=NotifyFormat.TEXT, timeout=self._timeout, log_level=logging.DEBUG
            )
        except Exception:  # noqa: BLE001 - some 180 plugins, each with libraries of its own
            return None


def hush() -> None:
    """Keep addresses, keys and the keeper's words out of every log.

    Apprise's own lines go no further than its results, where `_trouble` reads them.
    """
    for name in ("apprise", *TALKATIVE):
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False
    logging.getLogger("apprise").setLevel(logging.DEBUG)


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _trouble(name: str, timeout: float, result: AppriseResult | None) -> ChannelError:
    """What to say of a message that was not taken. Once it may have left, in part or unanswered, it is uncertain."""
    if result is None:
        return _uncertain(name, UNCLEAR)
    if result.status is AppriseResultStatus.NOMATCH:
        return ChannelError(f"{name}: this channel is closed; start tending again")
    if result.status is AppriseResultStatus.TIMEOUT:
        return _uncertain(name, f"no answer within {timeout:g} seconds")
    said = [(entry.level, entry.message) for entry in result.logs()]
    result.close()
    if result.status is AppriseResultStatus.PARTIAL or any(map(_went_out, said)):
        return _uncertain(name, "only part of it was taken")
    if any(mark in words for _, words in said for mark in BROKE_OFF):
        return _uncertain(name, UNCLEAR)
    code = next((found[1] for _, words in said if (found := _CODE.search(words))), "")
    if code:
        return ChannelError(f"{name}: the service refused the message with code {code}; check its url in the settings")
    return ChannelError(f"{name}: the service cannot be reached; check the network, and its url in the settings")


def _uncertain(name: str, what: str) -> ChannelError:
    return ChannelError(f"{name}: {what}; the message may have arrived all the same", uncertain=True)


def _went_out(entry: tuple[str, str]) -> bool:
    """A plugin with several targets, or a long message in pieces, says so for each that was taken."""
    level, words = entry
    return level == "INFO" and words.startswith("Sent ")


def _opened(name: str, url: str) -> NotifyBase:
    """The service an address stands for. The address is never part of what is raised."""
    if url.lower().startswith(OURS):
        raise _unusable(f'{name}: {OURS} is our own: instead of a url, say kind = "email" or kind = "terminal"')
    named = GET_SCHEMA_RE.match(url)
    if named is None:
        raise _unusable(f"{name}: the url is no Apprise URL; it begins with a service, such as ntfy://")
    schema = named["schema"].lower()
    url = url.replace("/#", "/%23")  # as Apprise does: a room or channel, not a fragment
    plugin, parts = _parsed(schema, url)
    if plugin is None:
        raise _unusable(f"{name}: Apprise knows no service for this {schema}:// url; check how it begins")
    if not plugin.enabled:
        raise _unusable(f"{name}: {schema}:// {_needs(plugin)}")
    service = _made(plugin, parts)
    if service is None:
        raise _unusable(f"{name}: the {schema}:// url is not complete or not valid; check it in the settings")
    return service


def _unusable(line: str) -> ChannelError:
    return ChannelError(line, permanent=True)


def _needs(plugin: Service) -> str:
    wanted = plugin.requirements.get("packages_required") or []
    packages = [wanted] if isinstance(wanted, str) else wanted
    return f"needs {', '.join(packages)}; install it beside tending" if packages else "does not work on this system"


def _parsed(schema: str, url: str) -> tuple[Service | None, dict[str, Any] | None]:
    """The plugin and its arguments. A web address may be one that a service shows its users, as Discord does."""
    if schema in {"http", "https"}:
        return _native(url)
    plugin = plugin_for(schema)
    return plugin, _quietly(lambda: plugin.parse_url(url)) if plugin else None


def _native(url: str) -> tuple[Service | None, dict[str, Any] | None]:
    host = _quietly(lambda: urlsplit(url).hostname) or ""
    site = re.escape(host.rpartition(".")[0].rpartition(".")[2])
    for module in _modules("def parse_native_url(", site):
        for plugin in _plugins(module):
            parts = _quietly(partial(plugin.parse_native_url, url))
            if parts:
                return plugin, parts
    return None, None


def plugin_for(schema: str) -> Service | None:
    """The plugin of a schema such as `ntfy`, found by reading the plugins' sources and importing only that one."""
    declared = rf'protocol\s*=[^"=]*(?:"[^"]*",\s*)*"{re.escape(schema)}"'
    modules = _modules(f'"{schema}"', declared)
    return next((plugin for module in modules for plugin in _plugins(module) if _serves(plugin, schema)), None)


def _modules(text: str, telling: str) -> list[str]:
    """Names of the plugin modules whose source has the text, those first in which `telling` matches too."""
    root = Path(apprise.__file__).parent / "plugins"
    ranked: dict[str, bool] = {}
    for path in sorted(root.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if text in source:
            module = f"apprise.plugins.{path.relative_to(root).parts[0].removesuffix('.py')}"
            ranked[module] = ranked.get(module, False) or re.search(telling, source) is not None
    return sorted(ranked, key=lambda module: not ranked[module])


def _plugins(module: str) -> Iterator[Service]:
    members = _quietly(lambda: vars(import_module(module))) or {}
    return (one for one in members.values() if isinstance(one, type) and issubclass(one, NotifyBase))


def _serves(plugin: Service, schema: str) -> bool:
    declared = (getattr(plugin, "protocol", None), getattr(plugin, "secure_protocol", None))
    return any(schema in ([names] if isinstance(names, str) else _strings(names)) for names in declared)


def _strings(names: object) -> Iterable[object]:
    return names if isinstance(names, (list, tuple, set)) else ()


def _made(plugin: Service, parts: dict[str, Any] | None) -> NotifyBase | None:
    if not parts:
        return None
    asset = AppriseAsset(app_id=SIGNED, app_desc=SIGNED, image_url_mask="", image_url_logo="", service_timeout=0)
    service = _quietly(lambda: plugin(**{**parts, "asset": asset}))
    return service if service is not None and service.enabled else None


def _quietly(attempt: Callable[[], Any]) -> Any:
    """None where a plugin raises: what it says may hold the address."""
    try:
        return attempt()
    except Exception:  # noqa: BLE001 - some 180 plugins, each with libraries of its own
        return None


def _tamed(service: NotifyBase, timeout: float) -> NotifyBase:
    """Nothing of its own between us and the service: no pause, no second try, no failure passed off as success.

    A service that is slow to answer must run into our limit, which says the message may have arrived, not into the
    shorter one of its socket, which looks like any failure.
    """
    service.request_rate_per_sec = 0
    service.retry = 0
    service.optional = False
    service.socket_read_timeout = timeout + 1
    return service
