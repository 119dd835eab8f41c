export const usage = `Usage: cube-embed doctor --base-url URL --deployment NUMBER
                         [--dashboard ID] [--type dashboard|chat|app] [--user cube-embed-doctor]
                         [--page URL] [--endpoint URL] [--json]

Goes along the whole chain, from the tenant's address to your own page, and says which link is broken and where to mend it.
The API key comes from the environment variable CUBE_API_KEY and from nowhere else.

  --base-url    the tenant's origin, such as https://acme.cubecloud.dev
  --deployment  the number of the deployment
  --dashboard   the public id of a dashboard, from Share → Embed
  --type        what is embedded: dashboard (default), chat or app
  --user        the external user that a session is made for (default cube-embed-doctor)
  --page        the address of your page
  --endpoint    the address of your session route; one without an origin belongs to the page's
  --json        prints {"ok", "checks"} instead of lines
  --help        this text

It changes nothing in the account but that one external user, and revokes each session that it gets.
Exit status: 0 where all is well, 1 where a check failed, 2 for wrong usage.
`;
