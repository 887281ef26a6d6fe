"""The published document: a report derived from plan and answers, and its workbooks."""
