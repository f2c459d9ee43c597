-- Every row of every table as text, one line each; psql runs the statements that this one makes.
select format('select %L, t::text from %I.%I t', table_schema || '.' || table_name, table_schema, table_name)
from information_schema.tables
where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
order by table_schema, table_name
\gexec
