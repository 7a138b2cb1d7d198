"""Digital signatures of papers: signing for an office, reading the signatures of others, telling a signed copy from an altered one."""
