"""Counts the queries of a request that asks for it, and leaves all others alone."""

from django.db import connection


def counted(get_response):
    def middleware(request):
        if "X-Count-Queries" not in request.headers:
            return get_response(request)
        count = 0

        def counting(execute, sql, params, many, context):
            nonlocal count
            count += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counting):
            response = get_response(request)
        response["X-Queries"] = str(count)
        return response

    return middleware
