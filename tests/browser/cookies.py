"""What a test client carries, in the words of a real browser."""


def cookies_of(client, url):
    return [{"name": name, "value": morsel.value, "url": url} for name, morsel in client.cookies.items()]
