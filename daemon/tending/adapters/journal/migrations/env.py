"""Alembic's way in: it is handed a connection that is already inside its transaction, and never opens one."""

from alembic import context

from tending.adapters.journal.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
