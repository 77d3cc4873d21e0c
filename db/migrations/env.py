"""How the desk's migrations run: on the connection that the store hands over, inside its transaction."""

from alembic import context

from crisisdesk.store.schema import METADATA, is_declared

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    include_name=is_declared,
    render_as_batch=True,
    transactional_ddl=False,  # the store has begun the transaction, and ends it
)
context.run_migrations()
